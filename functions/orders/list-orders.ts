import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { orderView, viewOrder } from '../../shared/contract/order-view.ts';
import { pageLimitUsual, pageOf, pageQuery } from '../../shared/contract/page-view.ts';
import { InvalidCursor } from '../../shared/data/page.ts';
import { readOrdersOf } from '../../shared/data/partners/order.store.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listOrders',
  summary: "List the caller's orders at all partners, newest first",
  method: 'GET',
  path: '/orders',
  auth: 'customer',
  business: 'platform',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject(pageQuery),
  output: pageOf(orderView),
  errors: [InvalidCursor],
});

export const handler = serve(contract, async ({ limit = pageLimitUsual, cursor }, { caller }) => {
  const { data, next } = await readOrdersOf(caller.customerId, limit, cursor);
  return { data: data.map(viewOrder), ...(next !== undefined && { next }) };
});
