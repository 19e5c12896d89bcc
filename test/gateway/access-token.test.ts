import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { claimsOf, type Claims } from '../../shared/domain/identity/claims.ts';
import type { Session } from '../../shared/domain/identity/session.ts';
import { believedClaims } from '../../shared/gateway/access-token.ts';

const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const now = 1_800_000_000_000;
const issuer = 'songhua-test';
const session: Session = {
  sessionId: 'ses_01jd0000000000000000000000',
  subjectId: 'cus_01jd0000000000000000000000',
  holder: { kind: 'customer', deviceId: 'dev_01jd0000000000000000000000' },
  thumbprint: 'A'.repeat(43),
  startedAt: now,
  refreshedAt: now,
  idleUntil: now + 30 * 24 * 3600 * 1000,
};
const good = claimsOf(session, { issuer, now, jti: 'AAAAAAAAAAAAAAAAAAAAAA' });

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const es256 = (content: string, key = ours.privateKey) =>
  sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');

/** A token as the bank makes it, with whatever the test changes. */
function token(changes: { header?: object; claims?: object; sign?: (content: string) => string } = {}): string {
  const header = { alg: 'ES256', typ: 'at+jwt', ...changes.header };
  const content = `${part(header)}.${part({ ...good, ...changes.claims })}`;
  return `${content}.${(changes.sign ?? es256)(content)}`;
}
const believe = (text: string, at = now) => believedClaims(text, { key: ours.publicKey, issuer, now: at });
const refusal = (text: string, at = now) =>
  believe(text, at).then(
    () => 'believed',
    (error: { code: string }) => error.code,
  );

describe('an access token', () => {
  it('is believed for five minutes and five seconds of clock difference', async () => {
    expect(await believe(token())).toEqual(good);
    expect(await refusal(token(), now + 304_000)).toBe('believed');
    expect(await refusal(token(), now + 305_000)).toBe('TOKEN_EXPIRED');
  });

  it('is not believed before its time', async () => {
    expect(await refusal(token({ claims: { iat: good.iat + 60, nbf: good.iat + 60 } }))).toBe('TOKEN_INVALID');
  });

  it.each<[string, string]>([
    ['signed by another key', token({ sign: (content) => es256(content, theirs.privateKey) })],
    ['with alg none', token({ header: { alg: 'none' }, sign: () => '' })],
    ['with alg none and a signature', token({ header: { alg: 'none' } })],
    ['with HS256 keyed by our public key in PEM', token({ header: { alg: 'HS256' }, sign: hs256('pem') })],
    ['with HS256 keyed by our public key in DER', token({ header: { alg: 'HS256' }, sign: hs256('der') })],
    ['that is a proof by its type', token({ header: { typ: 'dpop+jwt' } })],
    ['without a type', token({ header: { typ: undefined } })],
    ['that asks for an unknown extension', token({ header: { crit: ['x'], x: 1 } })],
    [
      'that brings its own key',
      token({ header: { jwk: theirs.publicKey.export({ format: 'jwk' }) }, sign: (c) => es256(c, theirs.privateKey) }),
    ],
    ['of another environment', token({ claims: { iss: 'songhua-prod' } })],
    ['for another audience', token({ claims: { aud: 'partner' } })],
    ['for two audiences', token({ claims: { aud: ['customer', 'operator'] } })],
    ['for a customer who is an operator', token({ claims: { aud: 'operator' } })],
    [
      'with a role nobody has',
      token({ claims: { aud: 'operator', sub: 'opr_01jd0000000000000000000000', dev: undefined, role: 'root' } }),
    ],
    ['with one more claim', token({ claims: { admin: true } })],
    ['without a key', token({ claims: { cnf: undefined } })],
    ['without an end', token({ claims: { exp: undefined } })],
    ['with an end in words', token({ claims: { exp: '9999999999' } })],
    ['with a fractional end', token({ claims: { exp: good.exp + 0.5 } })],
    ['with a subject of the wrong kind', token({ claims: { sub: 'acc_01jd0000000000000000000000' } })],
    ['in two parts', token().split('.').slice(0, 2).join('.')],
    ['in four parts', `${token()}.x`],
    ['padded', `${token()}=`],
    [
      'in the other base64 alphabet',
      token({ claims: { jti: '???>>>' } })
        .replaceAll('_', '/')
        .replaceAll('-', '+'),
    ],
    ['with a line break', token().replace('.', '.\n')],
    ['with stray trailing bits', strayBits(token())],
    ['of 5,000 characters', token({ claims: { jti: 'x'.repeat(5000) } })],
    ['that is empty', ''],
    ['that is dots', '..'],
  ])('is refused %s', async (_what, text) => {
    expect(await refusal(text)).toBe('TOKEN_INVALID');
  });

  it('is refused when any part is changed by one character', async () => {
    const [header, payload, signature] = token().split('.') as [string, string, string];
    const flip = (text: string) => (text[5] === 'A' ? 'B' : 'A');
    const changed = [header, payload, signature].map((one) => one.slice(0, 5) + flip(one) + one.slice(6));
    const forms = [
      `${changed[0]}.${payload}.${signature}`,
      `${header}.${changed[1]}.${signature}`,
      `${header}.${payload}.${changed[2]}`,
    ];
    expect(await Promise.all(forms.map((form) => refusal(form)))).toEqual(Array(3).fill('TOKEN_INVALID'));
  });
});

it('says who an operator is', async () => {
  const desk: Session = {
    ...session,
    subjectId: 'opr_01jd0000000000000000000000',
    holder: { kind: 'operator', role: 'checker' },
  };
  const said: Claims = claimsOf(desk, { issuer, now, jti: 'AAAAAAAAAAAAAAAAAAAAAA' });
  const content = `${part({ alg: 'ES256', typ: 'at+jwt' })}.${part(said)}`;
  expect(await believe(`${content}.${es256(content)}`)).toMatchObject({ aud: 'operator', role: 'checker' });
});

/** The classic confusion: the verifier's public key used as an HMAC secret. */
function hs256(format: 'pem' | 'der') {
  const spki = ours.publicKey;
  const secret = format === 'pem' ? spki.export({ type: 'spki', format }) : spki.export({ type: 'spki', format });
  return (content: string) => createHmac('sha256', secret).update(content).digest('base64url');
}

/** The same 64 signature bytes in a second spelling: 86 characters hold 516 bits, of which the last 4 are ignored by a lenient reader. */
function strayBits(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(text.at(-1)!);
  return text.slice(0, -1) + alphabet[last | 1]!;
}
