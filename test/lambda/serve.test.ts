import { describe, expect, it } from 'vitest';
import { Replayed } from '../../shared/contract/caller.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { serve } from '../../shared/lambda/serve.ts';
import { ask } from './http-event.ts';
import { OutOfStock, Secret, at, createThing, good, listThings, making } from './things.ts';

describe('a good request', () => {
  it('is answered with the output that the contract writes', async () => {
    const { status, headers, body } = await ask(making, { ...at, body: good });
    expect({ status, body }).toEqual({ status: 201, body: { price: { currency: 'CNY', value: '12.34' } } });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-language': 'zh-CN',
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
    expect(hashes[0]).toMatch(/^[\w-]{22}$/);
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });
});

describe('a failure', () => {
  const failing = (error: unknown) => serve(createThing, async () => Promise.reject(error));

  it('that is declared leaves with its details in the form of the wire', async () => {
    const { status, body, headers } = await ask(failing(new DomainError(OutOfStock, { price: 5n })), {
      ...at,
      body: good,
    });
    expect(status).toBe(422);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toEqual({
      type: '/problems/out-of-stock',
      title: '已售罄',
      status: 422,
      code: 'OUT_OF_STOCK',
      action: '看看别的',
      traceId: 'b3d1c6a0-5f0e-4b1f-9f3e-2a6c8d4e7f10',
      details: { price: { currency: 'CNY', value: '0.05' } },
    });
  });

  it.each([
    ['an undeclared domain error', new DomainError(Secret), 500, 'INTERNAL'],
    ['a bug', new TypeError('cannot read 13800138000'), 500, 'INTERNAL'],
    ['a thrown text', 'boom', 500, 'INTERNAL'],
    ['thrown nothing', undefined, 500, 'INTERNAL'],
    ['details that are not as declared', new DomainError(OutOfStock, { price: -1n }), 500, 'INTERNAL'],
    [
      'a connection cut after the write',
      Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', syscall: 'read' }),
      503,
      'OUTCOME_UNKNOWN',
    ],
    [
      'a server fault of the cloud',
      Object.assign(new Error('x'), { name: 'InternalServerError', $fault: 'server' }),
      503,
      'OUTCOME_UNKNOWN',
    ],
  ])('%s', async (_, error, status, code) => {
    const { body, headers, status: answered } = await ask(failing(error), { ...at, body: good });
    expect({ status: answered, code: body.code, trace: body.traceId }).toEqual({
      status,
      code,
      trace: headers['trace-id'],
    });
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
    const closed = serve(
      createThing,
      async ({ price }) => ({ price }),
      async () => false,
    );
    const { status, body } = await ask(closed, { ...at, body: good });
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'BUSINESS_CLOSED' });
  });
});
