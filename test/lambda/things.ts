import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { defineError, noDetails } from '../../shared/domain/errors.ts';
import { amount } from '../../shared/domain/money.ts';
import { serve } from '../../shared/lambda/serve.ts';
import { customer } from './http-event.ts';

export const OutOfStock = defineError({
  code: 'OUT_OF_STOCK',
  kind: 'refused',
  title: { zh: '已售罄', en: 'Sold out' },
  action: { zh: '看看别的', en: 'Choose another' },
  details: z.strictObject({ price: amount }),
});
export const Secret = defineError({
  code: 'SECRET',
  kind: 'refused',
  title: { zh: '-', en: '-' },
  action: { zh: '-', en: '-' },
  details: noDetails,
});
export const createThing = defineContract({
  name: 'createThing',
  summary: 'Make a thing',
  method: 'POST',
  path: '/shelves/{shelfId}/things',
  auth: 'customer',
  business: 'platform',
  idempotent: true,
  grants: [],
  status: 201,
  input: z.strictObject({
    shelfId: z.string().check(z.regex(/^[a-z]+$/)),
    price: amount,
    tags: z.optional(z.array(z.string().check(z.maxLength(4))).check(z.maxLength(2))),
  }),
  output: z.strictObject({ price: amount }),
  errors: [OutOfStock],
});
export const listThings = defineContract({
  name: 'listThings',
  summary: 'Things of a shelf',
  method: 'GET',
  path: '/things',
  auth: 'public',
  business: 'platform',
  idempotent: false,
  grants: [],
  input: z.strictObject({ colour: z.optional(z.enum(['red', 'green'])) }),
  output: z.strictObject({ colours: z.array(z.string()) }),
  errors: [],
});
export const audit = defineContract({ ...listThings, name: 'auditThings', auth: ['auditor'] });

export const key = '019400d5-3c00-7abc-8def-0123456789ab';
export const good = '{"price":{"currency":"CNY","value":"12.34"}}';
export const at = { caller: customer, pathParameters: { shelfId: 'top' }, headers: { 'idempotency-key': key } };
export const withHeaders = (headers: Record<string, string>) => ({ ...at, headers: { ...at.headers, ...headers } });
export const making = serve(createThing, async ({ price }) => ({ price }));
export const listing = serve(listThings, async ({ colour }) => ({ colours: colour ? [colour] : [] }));
