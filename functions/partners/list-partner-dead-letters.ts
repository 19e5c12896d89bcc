import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { zonedTime } from '../../shared/contract/time-view.ts';
import { PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { queueOf } from '../../shared/domain/partners/partner.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { partners } from '../../shared/domain/partners/partners.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { takeDeadLetters } from '../../shared/gateway/queue.ts';
import { serve } from '../../shared/lambda/serve.ts';

/** A queue shows only what it hides: seconds until the letters are visible again. */
const hiddenSeconds = 1;

export const contract = defineContract({
  name: 'listPartnerDeadLetters',
  summary: "List up to 50 of a partner's callbacks that could not be taken in: the orders, never the content",
  method: 'GET',
  path: '/operations/partners/{partner}/dead-letters',
  auth: ['checker', 'maker', 'auditor'],
  business: 'operation',
  idempotent: false,
  grants: partners.map((partner) => `letters:${queueOf(partner)}` as const),
  input: z.strictObject({ partner: partnerName }),
  output: z.strictObject({
    data: z.array(z.strictObject({ letterId: z.string(), orderId: z.string(), sentAt: zonedTime })),
  }),
  errors: [PartnerNotFound],
});

export const handler = serve(contract, async ({ partner }) => {
  const letters = await takeDeadLetters(queueOf(partnerNamed(partner)), hiddenSeconds);
  return {
    data: letters.map(({ letterId, group, sentAt }) => ({ letterId, orderId: group, sentAt: isoTime(sentAt) })),
  };
});
