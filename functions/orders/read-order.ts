import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { orderView, viewOrder } from '../../shared/contract/order-view.ts';
import { readOwnOrder } from '../../shared/data/partners/order.store.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { OrderNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'readOrder',
  summary: "Read one of the caller's orders at any partner",
  method: 'GET',
  path: '/orders/{orderId}',
  auth: 'customer',
  business: 'platform',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject({ orderId: idOf('ord') }),
  output: orderView,
  errors: [OrderNotFound],
});

export const handler = serve(contract, async ({ orderId }, { caller }) =>
  viewOrder(await readOwnOrder(caller.customerId, orderId)),
);
