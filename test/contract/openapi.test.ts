import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { openapi } from '../../shared/contract/openapi.ts';
import { defineError, noDetails } from '../../shared/domain/errors.ts';
import { OutOfStock, createThing, listThings } from '../lambda/things.ts';

interface Described {
  readonly operationId: string;
  readonly security: object[];
  readonly parameters: { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: {
    required: boolean;
    content: Record<string, { schema: { required: string[]; properties: object } }>;
  };
  readonly responses: Record<
    string,
    { description: string; headers?: object; content: Record<string, { schema: object }> }
  >;
}
const document = openapi([createThing, listThings], '3.0.0');
const at = (path: string, method: string) => document.paths[path]![method] as Described;
const making = at('/shelves/{shelfId}/things', 'post');
const listing = at('/things', 'get');
const codes = (described: Described, status: number) => described.responses[status]?.description.split(', ').toSorted();

describe('the description of an operation', () => {
  it('puts each field where it travels', () => {
    expect(making.parameters.map((one) => `${one.in} ${one.name} ${one.required}`)).toEqual([
      'path shelfId true',
      'header Idempotency-Key true',
    ]);
    expect(making.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['price'],
      additionalProperties: false,
    });
    expect(Object.keys(making.requestBody!.content['application/json']!.schema.properties)).toEqual(['price', 'tags']);
    expect(listing.parameters).toEqual([
      { name: 'colour', in: 'query', required: false, schema: { type: 'string', enum: ['red', 'green'] } },
    ]);
    expect(listing).not.toHaveProperty('requestBody');
  });

  it('writes money as the wire does, both ways', () => {
    const money = { type: 'object', properties: { currency: { const: 'CNY' }, value: { type: 'string' } } };
    expect(making.requestBody?.content['application/json']?.schema.properties).toMatchObject({ price: money });
    expect(making.responses[201]?.content['application/json']?.schema).toMatchObject({ properties: { price: money } });
  });

  it('lists every code under its status', () => {
    expect(codes(making, 400)).toEqual([
      'IDEMPOTENCY_KEY_INVALID',
      'IDEMPOTENCY_KEY_MISSING',
      'IDEMPOTENCY_KEY_STALE',
      'INVALID_INPUT',
      'MALFORMED_JSON',
    ]);
    expect(codes(making, 409)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect(codes(making, 422)).toEqual(['OUT_OF_STOCK']);
    expect(codes(making, 503)).toEqual(['BUSINESS_CLOSED', 'OUTCOME_UNKNOWN', 'TRY_AGAIN']);
    expect(Object.keys(making.responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(Object.keys(listing.responses)).toEqual(['200', '400', '404', '429', '500', '503']);
  });

  it('answers every failure of its own as a problem', () => {
    for (const [status, { content }] of [...Object.entries(making.responses), ...Object.entries(listing.responses)]) {
      const type = status === '429' || Number(status) < 400 ? 'application/json' : 'application/problem+json';
      expect(Object.keys(content)).toEqual([type]);
    }
  });

  it('asks for token and proof where somebody must be known', () => {
    expect(making.security).toEqual([{ token: [], proof: [] }]);
    expect(listing.security).toEqual([]);
    const signIn = openapi([defineContract({ ...listThings, auth: 'key' })], '3.0.0');
    expect(signIn.paths['/things']).toMatchObject({ get: { security: [{ proof: [] }] } });
  });
});

describe('the whole description', () => {
  it('has one schema for each failure, with its details', () => {
    expect(document).toMatchObject({
      components: {
        schemas: {
          OutOfStockProblem: {
            additionalProperties: false,
            required: ['type', 'title', 'status', 'code', 'traceId', 'action', 'details'],
            properties: { code: { const: 'OUT_OF_STOCK' }, status: { const: 422 }, details: { required: ['price'] } },
          },
          InvalidInputProblem: { properties: { issues: { type: 'array' } } },
        },
      },
    });
  });

  it('does not depend on the order of the contracts', () => {
    expect(JSON.stringify(openapi([listThings, createThing], '3.0.0'))).toBe(JSON.stringify(document));
  });

  it('refuses two failures with one code', () => {
    const other = defineError({ ...OutOfStock, details: noDetails });
    const selling = defineContract({ ...listThings, input: z.strictObject({}), path: '/sales', errors: [other] });
    expect(() => openapi([createThing, selling], '3.0.0')).toThrow('OUT_OF_STOCK');
  });
});
