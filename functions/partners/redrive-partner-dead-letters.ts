import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { queueOf } from '../../shared/domain/partners/partner.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { partners } from '../../shared/domain/partners/partners.ts';
import { dropDeadLetter, sendInOrder, takeDeadLetters } from '../../shared/gateway/queue.ts';
import { serve } from '../../shared/lambda/serve.ts';

/** Longer than sending fifty letters takes: two who press at once do not send the same one. */
const hiddenSeconds = 30;

export const contract = defineContract({
  name: 'redrivePartnerDeadLetters',
  summary: "Send up to 50 of a partner's dead letters back to be taken in",
  method: 'POST',
  path: '/operations/partners/{partner}/dead-letters/redrive',
  auth: ['checker'],
  business: 'operation',
  // Not idempotent by key: what is sent back twice takes effect once.
  idempotent: false,
  timeoutSeconds: 25,
  grants: partners.map((partner) => `redrive:${queueOf(partner)}` as const),
  input: z.strictObject({ partner: partnerName }),
  output: z.strictObject({ redriven: z.int() }),
  errors: [PartnerNotFound],
});

export const handler = serve(contract, async ({ partner }, { now }) => {
  const queue = queueOf(partnerNamed(partner));
  const letters = await takeDeadLetters(queue, hiddenSeconds);
  for (const letter of letters) {
    // A dedupe id of its own: under the old one the queue would swallow it for five minutes.
    await sendInOrder(queue, letter.group, `${letter.letterId}-${now}`, JSON.parse(letter.body) as object);
    await dropDeadLetter(queue, letter);
  }
  return { redriven: letters.length };
});
