import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyProof } from '../../shared/gateway/proof.ts';

const device = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const now = 1_800_000_000_000;
const url = 'https://127.0.0.1:4566/_aws/execute-api/songhua/$default/v1/transfers';
const accessToken = 'a.b.c';
const ath = createHash('sha256').update(accessToken).digest('base64url');
const jwk = device.publicKey.export({ format: 'jwk' });
const claims = { htm: 'POST', htu: url, iat: now / 1000, jti: 'b3d1c6a0-5f0e-4b1f-9f3e-2a6c8d4e7f10', ath };

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (content: string, key: KeyObject, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363') =>
  `${content}.${sign('sha256', Buffer.from(content), { key, dsaEncoding }).toString('base64url')}`;

/** A proof as the app makes it, with whatever the test changes. */
function proof(changes: { header?: object; claims?: object; key?: KeyObject } = {}): string {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk, ...changes.header };
  return signed(`${part(header)}.${part({ ...claims, ...changes.claims })}`, changes.key ?? device.privateKey);
}
const verify = (text: string, expected: object = {}) =>
  verifyProof(text, { method: 'POST', url, accessToken, now, ...expected });
const outcome = (text: string, expected: object = {}) =>
  verify(text, expected).then(
    () => 'believed',
    (error: { code: string }) => error.code,
  );

describe('a proof', () => {
  it('shows the key that made it and its number', async () => {
    const { x, y } = jwk;
    const thumbprint = createHash('sha256')
      .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
      .digest('base64url');
    expect(await verify(proof())).toEqual({ thumbprint, jti: claims.jti });
  });

  it('without a token proves only its key', async () => {
    expect(await outcome(proof({ claims: { ath: undefined } }), { accessToken: undefined })).toBe('believed');
    expect(await outcome(proof(), { accessToken: undefined })).toBe('PROOF_INVALID');
    expect(await outcome(proof({ claims: { ath: undefined } }))).toBe('PROOF_INVALID');
  });

  it.each([
    ['60 s old', -60, 'believed'],
    ['61 s old', -61, 'PROOF_INVALID'],
    ['5 s ahead', 5, 'believed'],
    ['6 s ahead', 6, 'PROOF_INVALID'],
  ])('%s is %s', async (_what, seconds, expected) => {
    expect(await outcome(proof({ claims: { iat: claims.iat + seconds } }))).toBe(expected);
  });

  it('names the address in any spelling that is the same address', async () => {
    expect(await outcome(proof({ claims: { htu: url.replace('https://127.0.0.1', 'HTTPS://127.0.0.1') } }))).toBe(
      'believed',
    );
  });

  it.each<[string, string]>([
    ['for another method', proof({ claims: { htm: 'GET' } })],
    ['for a method in lower case', proof({ claims: { htm: 'post' } })],
    ['for another path', proof({ claims: { htu: `${url}/preview` } })],
    ['for another host', proof({ claims: { htu: url.replace('127.0.0.1', 'evil.example') } })],
    ['for another port', proof({ claims: { htu: url.replace('4566', '4567') } })],
    ['for http', proof({ claims: { htu: url.replace('https', 'http') } })],
    ['with a query', proof({ claims: { htu: `${url}?a=1` } })],
    ['with a fragment', proof({ claims: { htu: `${url}#a` } })],
    ['with an address that is none', proof({ claims: { htu: '/v1/transfers' } })],
    ['for another token', proof({ claims: { ath: createHash('sha256').update('x').digest('base64url') } })],
    ['without a time', proof({ claims: { iat: undefined } })],
    ['with a time in words', proof({ claims: { iat: String(claims.iat) } })],
    ['with a fractional time', proof({ claims: { iat: claims.iat + 0.5 } })],
    ['with a short number', proof({ claims: { jti: 'x'.repeat(15) } })],
    ['with a long number', proof({ claims: { jti: 'x'.repeat(65) } })],
    ['with a number that would break a key', proof({ claims: { jti: 'aaaaaaaaaaaaaaaa#' } })],
    ['signed by another key than it shows', proof({ key: other.privateKey })],
    ['that shows the private key', proof({ header: { jwk: device.privateKey.export({ format: 'jwk' }) } })],
    [
      'that shows an RSA key',
      proof({ header: { alg: 'RS256', jwk: rsa.publicKey.export({ format: 'jwk' }) }, key: rsa.privateKey }),
    ],
    [
      'that shows a key of another curve',
      proof({ header: { jwk: p384.publicKey.export({ format: 'jwk' }) }, key: p384.privateKey }),
    ],
    ['that shows a point off the curve', proof({ header: { jwk: { ...jwk, y: jwk.x } } })],
    ['that shows a symmetric key', symmetric()],
    ['with alg none', proof({ header: { alg: 'none' } })],
    ['that is an access token by its type', proof({ header: { typ: 'at+jwt' } })],
    ['with one more header', proof({ header: { kid: 'x' } })],
    ['with an extension', proof({ header: { crit: ['b64'], b64: false } })],
    ['signed in DER', signed(proof().split('.').slice(0, 2).join('.'), device.privateKey, 'der')],
    ['joined with another by comma', `${proof()},${proof()}`],
    ['that is not JSON', signed(`${part({ typ: 'dpop+jwt', alg: 'ES256', jwk })}.AAAA`, device.privateKey)],
    ['padded', `${proof()}==`],
    ['that is empty', ''],
  ])('is refused %s', async (_what, text) => {
    expect(await outcome(text)).toBe('PROOF_INVALID');
  });

  it('is refused with a coordinate in a second spelling, which would be a second thumbprint of one key', async () => {
    const x = jwk.x!.slice(0, -1) + String.fromCharCode(jwk.x!.charCodeAt(42) + 1);
    expect(await outcome(proof({ header: { jwk: { ...jwk, x } } }))).toBe('PROOF_INVALID');
  });
});

/** The attacker's own HMAC, whose secret the proof hands over. */
function symmetric(): string {
  const content = `${part({ typ: 'dpop+jwt', alg: 'HS256', jwk: { kty: 'oct', k: 'c2VjcmV0' } })}.${part(claims)}`;
  return `${content}.${createHmac('sha256', 'secret').update(content).digest('base64url')}`;
}
