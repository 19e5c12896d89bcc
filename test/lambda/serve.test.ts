import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { DomainError, defineError, noDetails } from '../../shared/domain/errors.ts';
import { amount } from '../../shared/domain/money.ts';
import { serve } from '../../shared/lambda/serve.ts';
import { ask, customer } from './http-event.ts';

const OutOfStock = defineError({
  code: 'OUT_OF_STOCK', kind: 'refused', title: { zh: '已售罄', en: 'Sold out' }, action: { zh: '看看别的', en: 'Choose another' },
  details: z.strictObject({ price: amount }),
});
const Secret = defineError({
  code: 'SECRET', kind: 'refused', title: { zh: '-', en: '-' }, action: { zh: '-', en: '-' }, details: noDetails,
});
const createThing = defineContract({
  name: 'createThing', summary: 'Make a thing', method: 'POST', path: '/shelves/{shelfId}/things', auth: 'customer',
  business: 'platform', idempotent: true, grants: [], status: 201,
  input: z.strictObject({
    shelfId: z.string().check(z.regex(/^[a-z]+$/)), price: amount, tags: z.optional(z.array(z.string().check(z.maxLength(4))).check(z.maxLength(2))),
  }),
  output: z.strictObject({ price: amount }),
  errors: [OutOfStock],
});
const listThings = defineContract({
  name: 'listThings', summary: 'Things of a shelf', method: 'GET', path: '/things', auth: 'public', business: 'platform',
  idempotent: false, grants: [], input: z.strictObject({ colour: z.optional(z.enum(['red', 'green'])) }),
  output: z.strictObject({ colours: z.array(z.string()) }), errors: [],
});
const audit = defineContract({ ...listThings, name: 'auditThings', auth: ['auditor'] });

const key = '019400d5-3c00-7abc-8def-0123456789ab';
const good = '{"price":{"currency":"CNY","value":"12.34"}}';
const at = { caller: customer, pathParameters: { shelfId: 'top' }, headers: { 'idempotency-key': key } };
const withHeaders = (headers: Record<string, string>) => ({ ...at, headers: { ...at.headers, ...headers } });
const making = serve(createThing, async ({ price }) => ({ price }));
const listing = serve(listThings, async ({ colour }) => ({ colours: colour ? [colour] : [] }));

describe('a good request', () => {
  it('is answered with the output that the contract writes', async () => {
    const { status, headers, body } = await ask(making, { ...at, body: good });
    expect({ status, body }).toEqual({ status: 201, body: { price: { currency: 'CNY', value: '12.34' } } });
    expect(headers).toMatchObject({
      'content-type': 'application/json', 'cache-control': 'no-store', 'content-language': 'zh-CN',
      'trace-id': 'b3d1c6a0-5f0e-4b1f-9f3e-2a6c8d4e7f10',
    });
  });

  it('says when the answer was given before', async () => {
    const replaying = serve(createThing, async ({ price }) => new Replayed({ price }));
    expect((await ask(replaying, { ...at, body: good })).headers['idempotent-replayed']).toBe('true');
  });

  it('hashes what was asked, not how it was written', async () => {
    const hashes: string[] = [];
    const watching = serve(createThing, async ({ price }, { idempotency }) => {
      hashes.push(idempotency.bodyHash);
      return { price };
    });
    await ask(watching, { ...at, body: good });
    await ask(watching, { ...at, body: '{ "price": {"value":"12.34", "currency":"CNY"} }' });
    await ask(watching, { ...at, body: good.replace('12.34', '12.35') });
    expect(hashes[0]).toMatch(/^[\w-]{43}$/);
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });
});

describe('bad JSON is 400 MALFORMED_JSON', () => {
  it.each([
    ['cut off', '{"price":', 'syntax'],
    ['duplicate key', '{"price":1,"price":2}', 'duplicate-key'],
    ['duplicate key in disguise', '{"price":1,"pric\\u0065":2}', 'duplicate-key'],
    ['deeply nested', `{"price":${'['.repeat(9)}${']'.repeat(9)}}`, 'too-deep'],
    ['nested past the stack', `{"price":${'['.repeat(7000)}${']'.repeat(7000)}}`, 'too-deep'],
    ['__proto__', '{"__proto__":{"price":1}}', 'forbidden-key'],
    ['constructor', '{"price":{"constructor":{}}}', 'forbidden-key'],
    ['huge number', '{"price":1000000000000000000}', 'number'],
    ['1e21', '{"price":1e21}', 'number'],
    ['minus zero', '{"price":-0}', 'number'],
    ['lone surrogate', '{"price":"\\ud800"}', 'text'],
    ['NaN', '{"price":NaN}', 'syntax'],
    ['comment', '{/* */}', 'syntax'],
  ])('%s', async (_, text, fault) => {
    const { status, body } = await ask(making, { ...at, body: text });
    expect({ status, code: body.code, details: body.details }).toEqual({ status: 400, code: 'MALFORMED_JSON', details: { fault } });
  });

  it('bytes that are not UTF-8', async () => {
    const { body } = await ask(making, { ...withHeaders({ 'content-type': 'application/json' }), base64: new Uint8Array([0x22, 0xff, 0x22]) });
    expect(body).toMatchObject({ code: 'MALFORMED_JSON', details: { fault: 'text' } });
  });
});

describe('bad input is 400 INVALID_INPUT with every issue', () => {
  const price = (value: unknown) => JSON.stringify({ price: { currency: 'CNY', value } });
  it.each([
    ['zero', '0.00'], ['negative', '-1.00'], ['fraction of a fen', '0.001'], ['one digit', '1.5'], ['no point', '100'],
    ['10^18', '1000000000000000000.00'], ['exponent', '1e3'], ['minus zero', '-0.00'], ['-0', '-0'], ['leading space', ' 1.00'],
    ['trailing newline', '1.00\n'], ['full-width digits', '１.００'], ['arabic digits', '١.٠٠'], ['hexadecimal', '0x10'],
    ['leading zero', '01.00'], ['plus', '+1.00'], ['thousands', '1,000.00'], ['empty', ''], ['number', 12.34], ['null', null],
    ['list', ['1.00']], ['object', { toString: '1.00' }], ['infinity', 'Infinity'], ['38 digits', `${'9'.repeat(38)}.00`],
  ])('amount: %s', async (_, value) => {
    const { status, body } = await ask(making, { ...at, body: price(value) });
    expect({ status, code: body.code, paths: body.issues.map((one: { path: string }) => one.path) })
      .toEqual({ status: 400, code: 'INVALID_INPUT', paths: ['/price/value'] });
  });

  it.each([
    ['unknown field', { body: '{"price":{"currency":"CNY","value":"1.00"},"admin":true}' }, ['/admin']],
    ['unknown nested field', { body: '{"price":{"currency":"CNY","value":"1.00","x/y":1}}' }, ['/price/x~1y']],
    ['other currency', { body: '{"price":{"currency":"USD","value":"1.00"}}' }, ['/price/currency']],
    ['missing field', { body: '{}' }, ['/price']],
    ['no body', {}, ['/price']],
    ['list instead of object', { body: '[]' }, ['', '/price']],
    ['text instead of object', { body: '"x"' }, ['', '/price']],
    ['field of the path in the body', { body: good.replace('{', '{"shelfId":"other",') }, ['/shelfId']],
    ['query on a POST', { body: good, query: 'price=1' }, ['']],
    ['bad path field', { body: good, pathParameters: { shelfId: '../top' } }, ['/shelfId']],
    ['everything at once', { body: '{"a":1,"tags":["12345",2]}', pathParameters: { shelfId: '1' } },
      ['/shelfId', '/price', '/tags/0', '/tags/1', '/a']],
  ])('%s', async (_, told, paths) => {
    const { status, body } = await ask(making, { ...at, ...told });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(body.issues.map((one: { path: string }) => one.path).toSorted()).toEqual(paths.toSorted());
  });

  it.each([
    ['unknown field', 'size=1', '/size'],
    ['repeated field', 'colour=red&colour=green', '/colour'],
    ['repeated field with the same value', 'colour=red&colour=red', '/colour'],
    ['repeated field in disguise', 'colour=red&colou%72=green', '/colour'],
    ['not UTF-8', 'colour=%ff', '/colour'],
    ['broken escape', 'colour=%', '/colour'],
    ['prototype', '__proto__=1', '/__proto__'],
    ['constructor', 'constructor=1', '/constructor'],
    ['not one of the words', 'colour=blue', '/colour'],
    ['empty value', 'colour=', '/colour'],
    ['empty name', '=red', '/'],
  ])('query: %s', async (_, query, path) => {
    const { status, body } = await ask(listing, { method: 'GET', query });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(body.issues).toEqual([{ path, message: expect.any(String) }]);
  });

  it('a body on a GET', async () => {
    const { status, body } = await ask(listing, { method: 'GET', body: '{}' });
    expect({ status, path: body.issues[0].path }).toEqual({ status: 400, path: '' });
  });

  it('is told in the language of the caller', async () => {
    const said = async (wish?: string) => {
      const { body, headers } = await ask(making, { ...withHeaders(wish === undefined ? {} : { 'accept-language': wish }), body: '{"a":1}' });
      return [headers['content-language'], body.title, body.issues.find((one: { path: string }) => one.path === '/a').message];
    };
    const chinese = ['zh-CN', '填写的内容有误', '没有这个字段'];
    const english = ['en', 'Some fields are not right', 'There is no such field'];
    expect(await said()).toEqual(chinese);
    expect(await said('zh-TW,en;q=0.5')).toEqual(chinese);
    expect(await said('fr-FR, en-GB;q=0.8, zh;q=0.2')).toEqual(english);
    expect(await said('fr, ;q=;, en;q=0')).toEqual(chinese);
  });
});

describe('the envelope', () => {
  it('a body above 16 KB is 413', async () => {
    const { status, body } = await ask(making, { ...at, body: JSON.stringify({ note: '里'.repeat(6000) }) });
    expect({ status, code: body.code, details: body.details }).toEqual({ status: 413, code: 'BODY_TOO_LARGE', details: { maxBytes: 16384 } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=gbk', 'application/jsonx', ''])('content type %j is 415', async (type) => {
    const { status, body } = await ask(making, { ...withHeaders({ 'content-type': type }), body: good });
    expect({ status, code: body.code }).toEqual({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])('content type %j is read', async (type) => {
    expect((await ask(making, { ...withHeaders({ 'content-type': type }), body: good })).status).toBe(201);
  });

  it.each([
    ['none', {}, 'IDEMPOTENCY_KEY_MISSING'],
    ['empty', { 'idempotency-key': '' }, 'IDEMPOTENCY_KEY_MISSING'],
    ['version 4', { 'idempotency-key': '019400d5-3c00-4abc-8def-0123456789ab' }, 'IDEMPOTENCY_KEY_INVALID'],
    ['upper case', { 'idempotency-key': key.toUpperCase() }, 'IDEMPOTENCY_KEY_INVALID'],
    ['two', { 'idempotency-key': `${key},${key}` }, 'IDEMPOTENCY_KEY_INVALID'],
    ['quoted', { 'idempotency-key': `"${key}"` }, 'IDEMPOTENCY_KEY_INVALID'],
  ])('idempotency key: %s', async (_, headers, code) => {
    const { status, body } = await ask(making, { ...at, headers, body: good });
    expect({ status, code: body.code }).toEqual({ status: 400, code });
  });
});

describe('who is asking', () => {
  it.each(['TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_EXPIRED', 'PROOF_INVALID', 'PROOF_REPLAYED', 'SESSION_REVOKED'])('refused by the authorizer: %s', async (refused) => {
    const { status, headers, body } = await ask(making, { ...at, asserted: { refused }, body: good });
    expect({ status, code: body.code, type: headers['content-type'] }).toEqual({ status: 401, code: refused, type: 'application/problem+json' });
    expect(headers['www-authenticate']).toMatch(/^DPoP .*algs="ES256"$/);
  });

  it('nobody, on a route that lost its authorizer', async () => {
    expect((await ask(making, { ...at, caller: undefined as never, body: good })).body.code).toBe('TOKEN_MISSING');
  });

  it('a customer at an operation of operators', async () => {
    const { status, body } = await ask(serve(audit, async () => ({ colours: [] })), { method: 'GET', caller: customer });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'FORBIDDEN' });
  });

  it('an operator of another duty', async () => {
    const teller = { kind: 'operator', operatorId: 'opr_01jd0000000000000000000000', sessionId: customer.sessionId, role: 'teller' } as const;
    expect((await ask(serve(audit, async () => ({ colours: [] })), { method: 'GET', caller: teller })).status).toBe(403);
  });

  it.each([['garbage', '{'], ['a kind of ours to come', '{"kind":"robot"}'], ['a foreign id', JSON.stringify({ ...customer, customerId: 'cus_1' })]])('an assertion that is %s opens nothing', async (_, caller) => {
    expect((await ask(making, { ...at, asserted: { caller }, body: good })).body.code).toBe('INTERNAL');
  });

  it('is checked before the input is read', async () => {
    expect((await ask(making, { body: '{' })).body.code).toBe('TOKEN_MISSING');
  });
});

describe('a failure', () => {
  const failing = (error: unknown) => serve(createThing, async () => Promise.reject(error));

  it('that is declared leaves with its details in the form of the wire', async () => {
    const { status, body, headers } = await ask(failing(new DomainError(OutOfStock, { price: 5n })), { ...at, body: good });
    expect(status).toBe(422);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toEqual({
      type: '/problems/out-of-stock', title: '已售罄', status: 422, code: 'OUT_OF_STOCK', action: '看看别的',
      traceId: 'b3d1c6a0-5f0e-4b1f-9f3e-2a6c8d4e7f10', details: { price: { currency: 'CNY', value: '0.05' } },
    });
  });

  it.each([
    ['an undeclared domain error', new DomainError(Secret), 500, 'INTERNAL'],
    ['a bug', new TypeError('cannot read 13800138000'), 500, 'INTERNAL'],
    ['a thrown text', 'boom', 500, 'INTERNAL'],
    ['thrown nothing', undefined, 500, 'INTERNAL'],
    ['details that are not as declared', new DomainError(OutOfStock, { price: -1n }), 500, 'INTERNAL'],
    ['a connection cut after the write', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', syscall: 'read' }), 503, 'OUTCOME_UNKNOWN'],
    ['a server fault of the cloud', Object.assign(new Error('x'), { name: 'InternalServerError', $fault: 'server' }), 503, 'OUTCOME_UNKNOWN'],
  ])('%s', async (_, error, status, code) => {
    const { body, headers, status: answered } = await ask(failing(error), { ...at, body: good });
    expect({ status: answered, code: body.code, trace: body.traceId }).toEqual({ status, code, trace: headers['trace-id'] });
    expect(JSON.stringify(body)).not.toContain('13800138000');
    if (status === 503) expect(headers['retry-after']).toBe('2');
  });

  it('an output field that was not declared', async () => {
    const leaking = serve(createThing, async ({ price }) => ({ price, passwordHash: 'x' }));
    expect((await ask(leaking, { ...at, body: good })).body.code).toBe('INTERNAL');
  });

  it('no time left for a write: the outcome is unknown', async () => {
    const slow = serve(createThing, async ({ price }) => new Promise((done) => setTimeout(() => done({ price }), 200)));
    expect((await ask(slow, { ...at, body: good }, 320)).body.code).toBe('OUTCOME_UNKNOWN');
  });

  it('no time left for a read: try again', async () => {
    const slow = serve(listThings, async () => new Promise((done) => setTimeout(() => done({ colours: [] }), 200)));
    expect((await ask(slow, { method: 'GET' }, 320)).body.code).toBe('TRY_AGAIN');
  });

  it('a business that is closed', async () => {
    const closed = serve(createThing, async ({ price }) => ({ price }), async () => false);
    const { status, body } = await ask(closed, { ...at, body: good });
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'BUSINESS_CLOSED' });
  });
});
