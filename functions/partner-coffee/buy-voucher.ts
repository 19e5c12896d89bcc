import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { orderView } from '../../shared/contract/order-view.ts';
import { askingGrants } from '../../shared/contract/partner-contracts.ts';
import { orderErrors } from '../../shared/contract/order-errors.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { decimalOf } from '../../shared/domain/money.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import { coffeeAdapter } from '../../shared/gateway/partners/coffee.ts';
import { orderAt } from '../../shared/lambda/partners/orders.ts';
import { serve } from '../../shared/lambda/serve.ts';

/** 19 CNY a cup, by the contract with the partner. */
const priceFen = 1900n;

export const contract = defineContract({
  name: 'buyVoucher',
  summary: 'Buy a voucher for a cup of coffee',
  method: 'POST',
  path: '/coffee/vouchers',
  auth: 'customer',
  business: 'coffee',
  idempotent: true,
  status: 201,
  grants: askingGrants(coffee),
  input: z.strictObject({ accountId: idOf('acc') }),
  output: orderView,
  errors: orderErrors,
});

export const handler = serve(contract, async ({ accountId }, { caller: { customerId }, idempotency, now }) => {
  const order = { partner: coffee, kind: 'voucher', customerId, accountId, idempotency, now };
  const wish = { price: decimalOf(priceFen) };
  return orderAt(coffeeAdapter, order, async () => ({ wish, amountFen: priceFen, content: wish }));
});
