import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { transferPreview, transferRequest } from '../../shared/contract/transfer-view.ts';
import { planWish } from '../../shared/data/transfer-ground.ts';
import { shownPayee } from '../../shared/data/transfer.store.ts';
import { move } from '../../shared/domain/ledger/position.ts';
import { noticeOf } from '../../shared/domain/transfers/notice.ts';
import { orderRefusals } from '../../shared/domain/transfers/transfer-errors.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'previewTransfer',
  summary: 'Tell what a transfer would take: factors, fee, arrival and the binding limit; nothing is written',
  method: 'POST',
  path: '/transfers/preview',
  auth: 'customer',
  business: 'transfer',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.strictObject(transferRequest),
  output: transferPreview,
  errors: orderRefusals,
});

export const handler = serve(contract, async (input, { caller, now }) => {
  const { payer, payee, payeeSecrets, plan } = await planWish(caller, { ...input, amountFen: input.amount }, now);
  // Rehearses both legs, so that what would be refused in earnest is refused here for the same reason.
  move(payer, -input.amount);
  move(payee, input.amount);
  const { name, number } = shownPayee(payeeSecrets);
  return {
    payee: { name, accountNumber: number },
    amount: input.amount,
    fee: 0n,
    arrival: 'REAL_TIME' as const,
    factors: plan.stepUp.map(() => 'sms-otp' as const),
    ...(plan.binding && { bindingLimit: { rule: plan.binding.rule, remaining: plan.binding.remainingFen } }),
    notice: noticeOf(plan.counters),
  };
});
