import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { orderView, viewOrder } from '../../shared/contract/order-view.ts';
import { askingGrants } from '../../shared/contract/partner-contracts.ts';
import { readOwnOrder } from '../../shared/data/partners/order.store.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { AccountNotUsable, BalanceCapExceeded, InsufficientFunds } from '../../shared/domain/ledger/position.ts';
import { OrderNotCancellable, OrderNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { cancelParcel } from '../../shared/gateway/partners/sf.ts';
import { cancelAt } from '../../shared/lambda/partners/orders.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'cancelShipment',
  summary: 'Cancel a parcel that is not collected yet; the money goes back to the account that paid',
  method: 'POST',
  path: '/express/shipments/{orderId}/cancel',
  auth: 'customer',
  business: 'express',
  // Not idempotent by key: a cancelled order stays cancelled, and is refunded once.
  idempotent: false,
  grants: askingGrants(sf),
  input: z.strictObject({ orderId: idOf('ord') }),
  output: orderView,
  errors: [OrderNotFound, OrderNotCancellable, AccountNotUsable, BalanceCapExceeded, InsufficientFunds],
});

export const handler = serve(contract, async ({ orderId }, { caller, now }) => {
  const order = await readOwnOrder(caller.customerId, orderId, sf);
  return viewOrder(await cancelAt(sf, order, 'CANCELLED', (link) => cancelParcel(link, orderId), now));
});
