import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { receiptView } from '../../shared/contract/receipt-view.ts';
import { receiptCodeOf } from '../../shared/data/receipt-code.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'verifyReceipt',
  summary: 'Tell whoever was shown a receipt whether the bank made exactly this one',
  method: 'POST',
  path: '/receipts/verify',
  auth: 'public',
  business: 'transfer',
  idempotent: false,
  // Write, since the first call of a fresh bank may be the one that makes the lookup key.
  grants: ['table:write', 'keyring'],
  input: receiptView,
  output: z.strictObject({ genuine: z.boolean() }),
  errors: [],
});

export const handler = serve(contract, async ({ verificationCode, ...facts }) => ({
  genuine: timingSafeEqual(Buffer.from(await receiptCodeOf(facts)), Buffer.from(verificationCode)),
}));
