import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod/mini';
import { defineConsumer, defineContract, defineTask } from '../../shared/contract/contract.ts';
import { consume } from '../../shared/lambda/consume.ts';
import { serve } from '../../shared/lambda/serve.ts';
import { task } from '../../shared/lambda/task.ts';

const input = z.strictObject({ size: z.optional(z.enum(['S', 'L'])) });
const output = z.strictObject({ state: z.enum(['OPEN', 'SHUT']) });
const openShop = defineContract({
  name: 'openShop',
  summary: 'Open',
  method: 'POST',
  path: '/shops',
  auth: 'customer',
  business: 'platform',
  idempotent: true,
  grants: [],
  input,
  output,
  errors: [],
});
const auditShop = defineContract({ ...openShop, auth: ['auditor', 'checker'], idempotent: false });
const weigh = defineTask({ name: 'weigh', summary: 'Weigh', grants: [], input, output });
const hear = defineConsumer({ name: 'hear', summary: 'Hear', grants: [], source: { queue: 'q' }, input });

describe('the types of a handler', () => {
  it('come from the contract alone', () => {
    serve(openShop, async ({ size }, { caller, idempotency }) => {
      expectTypeOf(size).toEqualTypeOf<'S' | 'L' | undefined>();
      expectTypeOf(caller.customerId).toBeString();
      expectTypeOf(idempotency.key).toBeString();
      return { state: size ? 'OPEN' : 'SHUT' };
    });
    serve(auditShop, async (_, { caller, idempotency }) => {
      expectTypeOf(caller.kind).toEqualTypeOf<'operator'>();
      expectTypeOf(idempotency).toBeUndefined();
      return { state: 'SHUT' };
    });
    task(weigh, async ({ size }) => ({ state: size === 'S' ? 'OPEN' : 'SHUT' }));
    consume(hear, async ({ size }) => {
      expectTypeOf(size).toEqualTypeOf<'S' | 'L' | undefined>();
    });
  });

  it('refuse what the contract does not declare', () => {
    expect(() => {
      // @ts-expect-error -- a state that the contract does not know
      serve(openShop, async () => ({ state: 'LOST' }));
      // @ts-expect-error -- a missing field
      serve(openShop, async () => ({}));
      // @ts-expect-error -- a state that the contract does not know
      task(weigh, async () => ({ state: 'LOST' }));
    }).not.toThrow();
  });
});
