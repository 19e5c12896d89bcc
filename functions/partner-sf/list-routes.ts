import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { askingGrants } from '../../shared/contract/partner-contracts.ts';
import { zonedTime } from '../../shared/contract/time-view.ts';
import { readTrace } from '../../shared/data/partners/trace.store.ts';
import { readOwnOrder } from '../../shared/data/partners/order.store.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { AccountNotUsable, BalanceCapExceeded, InsufficientFunds } from '../../shared/domain/ledger/position.ts';
import { OrderNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { sfAdapter } from '../../shared/gateway/partners/sf.ts';
import { refreshed } from '../../shared/lambda/partners/orders.ts';
import { serve } from '../../shared/lambda/serve.ts';

const step = z.strictObject({ at: zonedTime, place: z.string(), text: z.string(), code: z.optional(z.string()) });

export const contract = defineContract({
  name: 'listRoutes',
  summary: 'Track a parcel: SF is asked when it was silent for a while, and every step known is listed',
  method: 'GET',
  path: '/express/shipments/{orderId}/routes',
  auth: 'customer',
  business: 'express',
  idempotent: false,
  // Write, since what SF answers moves the order.
  // Two questions to SF, each of which may be tried twice at 3 s.
  timeoutSeconds: 15,
  grants: askingGrants(sf),
  input: z.strictObject({ orderId: idOf('ord') }),
  /** Never more than a hundred steps, so the list is one page; oldest first. */
  output: z.strictObject({ state: z.string(), reference: z.optional(z.string()), data: z.array(step) }),
  errors: [OrderNotFound, AccountNotUsable, BalanceCapExceeded, InsufficientFunds],
});

export const handler = serve(contract, async ({ orderId }, { caller, now }) => {
  const order = await refreshed(sf, sfAdapter, await readOwnOrder(caller.customerId, orderId, sf), now);
  const steps = await readTrace(orderId);
  const data = steps.flatMap(({ at, code, trace }) =>
    trace ? [{ at: isoTime(Number(at)), ...trace, ...(code && { code }) }] : [],
  );
  return { state: order.state, ...(order.reference !== undefined && { reference: order.reference }), data };
});
