import { v7 } from 'uuid';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeProof } from '../../shared/contract/proof.ts';
import { type Holder, holderName, moneyOf, newHolder } from '../support/holders.ts';

let payer: Holder;
let payee: Holder;
beforeAll(async () => {
  [payer, payee] = await Promise.all([newHolder(1_000_000n), newHolder()]);
});

/** Nothing posted, nothing half-posted, nothing held: after every case. */
const expectNothingMoved = async () => {
  expect(await moneyOf(payer)).toEqual([1_000_000n, 1_000_000n, 0n]);
  expect(await moneyOf(payee)).toEqual([0n, 0n, 0n]);
};
afterEach(expectNothingMoved);

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** In place of the usual ones; null leaves one out. */
  readonly headers?: Record<string, string | null>;
}

/** Sends exactly this, signed by the payer's device unless the headers say otherwise, and reads what every refusal must have. */
async function refused({ method = 'POST', path = '/transfers', body, headers = {} }: Sent) {
  const url = inject('baseUrl') + path;
  const { key, accessToken = '' } = payer.device;
  const signed = { authorization: `DPoP ${accessToken}`, dpop: await makeProof(key, method, url, accessToken) };
  const usual = { 'content-type': 'application/json', 'idempotency-key': v7(), ...signed };
  const sent = Object.entries<string | null>({ ...usual, ...headers }).filter(
    (one): one is [string, string] => one[1] !== null,
  );
  const reply = await fetch(url, { method, headers: sent, ...(body !== undefined && { body }) });
  const problem = JSON.parse(await reply.text()) as Record<string, unknown>;
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  expect(reply.headers.get('trace-id')).toBe(problem['traceId']);
  expect(reply.headers.get('trace-id')).toMatch(/\S/);
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/\S/),
    action: expect.stringMatching(/\S/),
    status: reply.status,
  });
  return { status: reply.status, code: problem['code'], ...problem };
}

/** A good order of 1 CNY, changed. */
const order = (change: Record<string, unknown> = {}) => ({
  fromAccountId: payer.accountId,
  payee: { accountNumber: payee.accountNumber, name: holderName },
  amount: { currency: 'CNY', value: '1.00' },
  ...change,
});
const bodyOf = (change?: Record<string, unknown>): string => JSON.stringify(order(change));

describe('a body that is not JSON as the bank reads it', () => {
  it.each<[string, () => string, string]>([
    ['cut off', () => bodyOf().slice(0, -1), 'syntax'],
    ['two documents', () => bodyOf() + bodyOf(), 'syntax'],
    ['not JSON', () => '<transfer/>', 'syntax'],
    ['NaN', () => bodyOf().replace('"1.00"', 'NaN'), 'syntax'],
    ['a key twice', () => bodyOf().replace('{', '{"remark":"a","remark":"b",'), 'duplicate-key'],
    ['an amount twice', () => bodyOf().replace('"value":', '"value":"0.01","value":'), 'duplicate-key'],
    ['a key twice, once in escapes', () => bodyOf().replace('{', '{"remark":"a","\\u0072emark":"b",'), 'duplicate-key'],
    ['__proto__', () => bodyOf().replace('{', '{"__proto__":{"amount":1},'), 'forbidden-key'],
    ['constructor', () => bodyOf().replace('{', '{"constructor":{},'), 'forbidden-key'],
    ['nested 12,000 deep', () => '['.repeat(6000) + ']'.repeat(6000), 'too-deep'],
    ['nested in a field', () => bodyOf({ remark: JSON.parse('['.repeat(20) + ']'.repeat(20)) }), 'too-deep'],
    ['a lone surrogate', () => bodyOf({ remark: '?' }).replace('?', '\\ud800'), 'text'],
  ])('%s is MALFORMED_JSON', async (_what, body, fault) => {
    expect(await refused({ body: body() })).toMatchObject({ status: 400, code: 'MALFORMED_JSON', details: { fault } });
  });

  it('with bytes that are no UTF-8 is refused, whatever the gateway makes of them', async () => {
    const [before, after] = bodyOf({ remark: '?' })
      .split('?')
      .map((part) => Buffer.from(part));
    expect((await refused({ body: Buffer.concat([before!, Buffer.from([0xff]), after!]) })).status).toBe(400);
  });

  it('17 KB is BODY_TOO_LARGE', async () => {
    const body = bodyOf({ remark: 'x'.repeat(17_000) });
    expect(await refused({ body })).toMatchObject({
      status: 413,
      code: 'BODY_TOO_LARGE',
      details: { maxBytes: 16_384 },
    });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=gbk',
    'application/jsonp',
    '',
  ])('as "%s" is UNSUPPORTED_MEDIA_TYPE', async (type) => {
    const sent = refused({ body: bodyOf(), headers: { 'content-type': type } });
    expect(await sent).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });
});

describe('an amount', () => {
  it.each<[string, unknown]>([
    ['zero', '0.00'],
    ['minus one', '-1.00'],
    ['a fraction of a fen', '0.001'],
    ['a tenth of a fen more', '1.005'],
    ['without fen', '1'],
    ['with one digit of fen', '1.5'],
    ['10^18', '1000000000000000000.00'],
    ['just above the most', '10000000000.00'],
    ['1e3', '1e3'],
    ['-0', '-0'],
    ['-0.00', '-0.00'],
    ['a space before', ' 1'],
    ['a space before a good one', ' 1.00'],
    ['a line break after', '1.00\n'],
    ['full-width digits', '１.００'],
    ['Arabic digits', '١.٠٠'],
    ['a leading zero', '01.00'],
    ['a plus', '+1.00'],
    ['thousands', '1,000.00'],
    ['hexadecimal', '0x10'],
    ['38 digits', `${'9'.repeat(38)}.00`],
    ['infinity', 'Infinity'],
    ['nothing', ''],
    ['a number', 1],
    ['null', null],
    ['a list', ['1.00']],
    ['an object', { value: '1.00' }],
  ])('of %s is INVALID_INPUT at its place', async (_what, value) => {
    const sent = refused({ body: bodyOf({ amount: { currency: 'CNY', value } }) });
    expect(await sent).toMatchObject({ status: 400, code: 'INVALID_INPUT', issues: [{ path: '/amount/value' }] });
  });

  it.each(['1e21', '1e400', '-0', '100000000000000000000'])(
    'written as the number %s is refused before it is read',
    async (number) => {
      const body = bodyOf().replace('"1.00"', number);
      expect(await refused({ body })).toMatchObject({
        status: 400,
        code: 'MALFORMED_JSON',
        details: { fault: 'number' },
      });
    },
  );

  it('of another currency is INVALID_INPUT', async () => {
    const sent = refused({ body: bodyOf({ amount: { currency: 'USD', value: '1.00' } }) });
    expect(await sent).toMatchObject({ status: 400, issues: [{ path: '/amount/currency' }] });
  });
});

describe('a field', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['that nobody knows', { admin: true }, '/admin'],
    ['that would set a state (abuse case 23)', { state: 'BOOKED' }, '/state'],
    [
      'nested that nobody knows',
      { payee: { accountNumber: '6212630000000000000', name: '王小明', ownerId: 'x' } },
      '/payee/ownerId',
    ],
    ['that is missing', { payee: undefined }, '/payee'],
    ['that is no id', { fromAccountId: 'acc_1' }, '/fromAccountId'],
    ['that is an id of another kind', { fromAccountId: 'cus_01jd0000000000000000000000' }, '/fromAccountId'],
    ['that is a path', { fromAccountId: '../../etc/passwd' }, '/fromAccountId'],
    ['with a right-to-left override (abuse case 11)', { remark: 'abc\u202Ecba' }, '/remark'],
    ['with a zero-width space', { remark: 'a\u200Bb' }, '/remark'],
    ['with a line break', { remark: 'a\nb' }, '/remark'],
    ['of 61 characters', { remark: '长'.repeat(61) }, '/remark'],
  ])('%s is INVALID_INPUT at its place', async (_what, change, path) => {
    const problem = await refused({ body: bodyOf(change) });
    expect(problem).toMatchObject({ status: 400, code: 'INVALID_INPUT', issues: [{ path }] });
  });

  it('is one of all that are told at once', async () => {
    const problem = await refused({ body: JSON.stringify({ amount: 1, extra: 1, remark: '' }) });
    const { issues } = problem as unknown as { issues: { path: string }[] };
    const paths = new Set(issues.map(({ path }) => path));
    expect(paths).toEqual(new Set(['/amount', '/extra', '/fromAccountId', '/payee', '/remark']));
  });
});

describe('an address', () => {
  it.each<[string, Sent, number, string]>([
    ['that is not there', { method: 'GET', path: '/nothing' }, 404, 'NOT_FOUND'],
    ['outside the version', { method: 'GET', path: '/../v2/accounts' }, 404, 'NOT_FOUND'],
    ['with another method', { method: 'DELETE', path: '/transfers' }, 405, 'METHOD_NOT_ALLOWED'],
    ['with a method nobody knows', { method: 'PATCH', path: '/accounts' }, 405, 'METHOD_NOT_ALLOWED'],
    ['with a query that nobody knows', { method: 'GET', path: '/accounts?owner=all' }, 400, 'INVALID_INPUT'],
    ['with a query where a body belongs', { path: '/transfers?amount=1', body: '{}' }, 400, 'INVALID_INPUT'],
    ['with an id that is none', { method: 'GET', path: '/accounts/acc_1' }, 400, 'INVALID_INPUT'],
  ])('%s', async (_what, sent, status, code) => {
    expect(await refused(sent)).toMatchObject({ status, code });
  });

  it("of somebody else's things is as if nothing were there", async () => {
    const paths = ['', '/entries', '/holds', '/transfers/trf_01jd0000000000000000000000'];
    for (const path of paths) {
      const problem = await refused({ method: 'GET', path: `/accounts/${payee.accountId}${path}` });
      expect(problem).toMatchObject({ status: 404, code: 'ACCOUNT_NOT_FOUND' });
    }
  });
});

describe('a caller', () => {
  const ask = (headers: Record<string, string | null>) => refused({ body: bodyOf(), headers });

  it('without token, with a forged one, or with a signature of one changed bit', async () => {
    const { accessToken = '' } = payer.device;
    const flipped = accessToken.replace(/.{6}$/, (tail) => [...tail].toReversed().join(''));
    expect(await ask({ authorization: null, dpop: null })).toMatchObject({ status: 401, code: 'TOKEN_MISSING' });
    expect(await ask({ authorization: 'DPoP eyJhbGciOiJub25lIn0.e30.' })).toMatchObject({
      status: 401,
      code: 'TOKEN_INVALID',
    });
    expect(await ask({ authorization: `DPoP ${flipped}` })).toMatchObject({ status: 401, code: 'TOKEN_INVALID' });
    expect(await ask({ authorization: `Bearer ${accessToken}` })).toMatchObject({ status: 401, code: 'TOKEN_INVALID' });
  });

  it('without proof, with an old one, one of another address, one of another device', async () => {
    const { key, accessToken } = payer.device;
    const url = `${inject('baseUrl')}/transfers`;
    const proofs = [
      null,
      'e30.e30.e30',
      await makeProof(key, 'POST', url, accessToken, Date.now() - 10 * 60_000),
      await makeProof(key, 'POST', `${url}/preview`, accessToken),
      await makeProof(key, 'GET', url, accessToken),
      await makeProof(key, 'POST', url),
      await makeProof(payee.device.key, 'POST', url, accessToken),
    ];
    for (const dpop of proofs) expect(await ask({ dpop })).toMatchObject({ status: 401, code: 'PROOF_INVALID' });
  });

  it('with the proof of an earlier call', async () => {
    const { key, accessToken } = payer.device;
    const dpop = await makeProof(key, 'POST', `${inject('baseUrl')}/transfers`, accessToken);
    const bad = { body: '{', headers: { dpop } };
    expect(await refused(bad)).toMatchObject({ status: 400, code: 'MALFORMED_JSON' });
    expect(await refused(bad)).toMatchObject({ status: 401, code: 'PROOF_REPLAYED' });
    expect(await refused({ body: bodyOf(), headers: { dpop } })).toMatchObject({ status: 401, code: 'PROOF_REPLAYED' });
  });

  it.each([
    ['', 'IDEMPOTENCY_KEY_MISSING'],
    ['1', 'IDEMPOTENCY_KEY_INVALID'],
    ['00000000-0000-7000-8000-000000000000', 'IDEMPOTENCY_KEY_STALE'],
  ])('with the key "%s"', async (key, code) => {
    expect(await ask({ 'idempotency-key': key })).toMatchObject({ status: 400, code });
  });
});
