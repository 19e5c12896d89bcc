import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { OrderNotFound, PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { tellBank } from '../../shared/lambda/sandbox/tell.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'tellBank',
  summary:
    'Simulator of every partner: let something happen to an order, and push it to the bank as the chaos mode says',
  method: 'POST',
  path: '/sandbox/partners/{partner}/orders/{orderId}/news',
  auth: 'public',
  business: 'sandbox',
  // Not idempotent by key: it may happen twice.
  idempotent: false,
  grants: ['table:write', 'keyring'],
  input: z.strictObject({
    partner: partnerName,
    orderId: idOf('ord'),
    code: z.string().check(z.regex(/^[A-Z0-9_]{1,16}$/)),
  }),
  /** What the bank answered to each push. */
  output: z.strictObject({ pushed: z.array(z.strictObject({ status: z.int(), body: z.string() })) }),
  errors: [PartnerNotFound, OrderNotFound],
});

export const handler = serve(contract, async ({ partner, orderId, code }, { now }) => ({
  pushed: await tellBank(partnerNamed(partner), orderId, code, now),
}));
