import { describe, expect, it } from 'vitest';
import { serve } from '../../shared/lambda/serve.ts';
import { ask, customer } from './http-event.ts';
import { at, audit, good, key, making, withHeaders } from './things.ts';

describe('the envelope', () => {
  it('a body above 16 KB is 413', async () => {
    const { status, body } = await ask(making, { ...at, body: JSON.stringify({ note: '里'.repeat(6000) }) });
    expect({ status, code: body.code, details: body.details }).toEqual({
      status: 413,
      code: 'BODY_TOO_LARGE',
      details: { maxBytes: 16384 },
    });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=gbk',
    'application/jsonx',
    '',
  ])('content type %j is 415', async (type) => {
    const { status, body } = await ask(making, { ...withHeaders({ 'content-type': type }), body: good });
    expect({ status, code: body.code }).toEqual({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'content type %j is read',
    async (type) => {
      expect((await ask(making, { ...withHeaders({ 'content-type': type }), body: good })).status).toBe(201);
    },
  );

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
  it.each(['TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_EXPIRED', 'PROOF_INVALID', 'PROOF_REPLAYED', 'SESSION_REVOKED'])(
    'refused by the authorizer: %s',
    async (refused) => {
      const { status, headers, body } = await ask(making, { ...at, asserted: { refused }, body: good });
      expect({ status, code: body.code, type: headers['content-type'] }).toEqual({
        status: 401,
        code: refused,
        type: 'application/problem+json',
      });
      expect(headers['www-authenticate']).toMatch(/^DPoP .*algs="ES256"$/);
    },
  );

  it('nobody, on a route that lost its authorizer', async () => {
    const { caller: _, ...unasserted } = at;
    expect((await ask(making, { ...unasserted, body: good })).body.code).toBe('TOKEN_MISSING');
  });

  it('a customer at an operation of operators', async () => {
    const { status, body } = await ask(
      serve(audit, async () => ({ colours: [] })),
      { method: 'GET', caller: customer },
    );
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'FORBIDDEN' });
  });

  it('an operator of another duty', async () => {
    const teller = {
      kind: 'operator',
      operatorId: 'opr_01jd0000000000000000000000',
      sessionId: customer.sessionId,
      role: 'teller',
    } as const;
    expect(
      (
        await ask(
          serve(audit, async () => ({ colours: [] })),
          { method: 'GET', caller: teller },
        )
      ).status,
    ).toBe(403);
  });

  it.each([
    ['garbage', '{'],
    ['a kind of ours to come', '{"kind":"robot"}'],
    ['a foreign id', JSON.stringify({ ...customer, customerId: 'cus_1' })],
  ])('an assertion that is %s opens nothing', async (_, caller) => {
    expect((await ask(making, { ...at, asserted: { caller }, body: good })).body.code).toBe('INTERNAL');
  });

  it('is checked before the input is read', async () => {
    expect((await ask(making, { body: '{' })).body.code).toBe('TOKEN_MISSING');
  });
});
