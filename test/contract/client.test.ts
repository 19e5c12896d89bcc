import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Send } from '../../shared/contract/client.ts';
import { CallFailed, UnreadableAnswer, bankClient } from '../../shared/contract/client.ts';
import { Replayed } from '../../shared/contract/caller.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { serve } from '../../shared/lambda/serve.ts';
import { type Handler, context, customer, httpEvent } from '../lambda/http-event.ts';
import { OutOfStock, createThing, key, listThings, listing, making } from '../lambda/things.ts';

/** Hands what the client sends straight to a handler, as the gateway would. */
const into =
  (handler: Handler, pathParameters?: Record<string, string>): Send =>
  async ({ method, path, headers, body }) => {
    const query = path.split('?')[1] ?? '';
    const event = httpEvent({
      method,
      query,
      headers,
      caller: customer,
      ...(body !== undefined && { body }),
      ...(pathParameters && { pathParameters }),
    });
    const reply = await handler(event, context());
    return { status: reply.statusCode, headers: reply.headers, body: reply.body };
  };
const request = { shelfId: 'top', price: 1234n };
const inTop = (handler: Handler) => bankClient(into(handler, { shelfId: 'top' }));

describe('bankClient', () => {
  it('takes what the handler takes and gives what the handler gives', async () => {
    const answer = await inTop(making).call(createThing, request, { idempotencyKey: key });
    expect(answer).toEqual({ price: 1234n });
    expectTypeOf(answer).toEqualTypeOf<{ price: bigint }>();
  });

  it('puts fields into path, query and body', async () => {
    const sent: string[] = [];
    const writing = bankClient(async ({ method, path, body }) => {
      sent.push(`${method} ${path} ${body ?? '-'}`);
      return {
        status: 200,
        headers: {},
        body: method === 'GET' ? '{"colours":[]}' : '{"price":{"currency":"CNY","value":"1.00"}}',
      };
    });
    await writing.call(createThing, request, { idempotencyKey: key });
    await writing.call(listThings, { colour: 'red' });
    await writing.call(listThings, {});
    expect(sent).toEqual([
      'POST /shelves/top/things {"price":{"currency":"CNY","value":"12.34"}}',
      'GET /things?colour=red -',
      'GET /things -',
    ]);
  });

  it('reads a query back', async () => {
    expect(await bankClient(into(listing)).call(listThings, { colour: 'green' })).toEqual({ colours: ['green'] });
  });

  it('asks for a key where the contract does, and only there', () => {
    const bank = inTop(making);
    // @ts-expect-error -- createThing is idempotent
    const withoutKey = () => bank.call(createThing, request);
    // @ts-expect-error -- listThings is not
    const withKey = () => bank.call(listThings, {}, { idempotencyKey: key });
    expect([withoutKey, withKey]).toHaveLength(2);
  });

  it('tells that an answer was given before', async () => {
    const replaying = serve(createThing, async ({ price }) => new Replayed({ price }));
    const exchange = await inTop(replaying).exchange(createThing, request, { idempotencyKey: key });
    expect(exchange).toEqual({
      answer: { price: 1234n },
      status: 201,
      replayed: true,
      traceId: context().awsRequestId,
    });
  });

  it('throws the problem of the bank, in the language that was asked for', async () => {
    const selling = serve(createThing, async ({ price }) => {
      throw new DomainError(OutOfStock, { price });
    });
    const failure = inTop(selling).call(createThing, request, { idempotencyKey: key, language: 'en' });
    await expect(failure).rejects.toThrow(CallFailed);
    await expect(failure).rejects.toMatchObject({
      status: 422,
      problem: { code: 'OUT_OF_STOCK', title: 'Sold out', details: { price: { currency: 'CNY', value: '12.34' } } },
    });
  });

  it('refuses to send what the contract does not allow', async () => {
    await expect(
      inTop(making).call(createThing, { shelfId: '../', price: 1n }, { idempotencyKey: key }),
    ).rejects.toThrow('shelfId');
  });

  it.each([
    ['a page of a proxy', 502, '<html>'],
    ['an error of the gateway', 500, '{"message":"Internal Server Error"}'],
    ['a success of another operation', 200, '{"colours":[]}'],
  ])('does not take %s for an answer', async (_, status, body) => {
    const failure = bankClient(async () => ({ status, headers: {}, body })).call(createThing, request, {
      idempotencyKey: key,
    });
    await expect(failure).rejects.toThrow(UnreadableAnswer);
  });
});
