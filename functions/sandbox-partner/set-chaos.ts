import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { chaosModes, saveChaos } from '../../shared/data/sandbox-partner.store.ts';
import { PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'setChaos',
  summary: 'Simulator of every partner: misbehave like this from now on',
  method: 'POST',
  path: '/sandbox/partners/{partner}/chaos',
  auth: 'public',
  business: 'sandbox',
  // Not idempotent by key: the newest mode is the one that counts.
  idempotent: false,
  grants: ['table:change'],
  input: z.strictObject({ partner: partnerName, mode: z.enum(chaosModes) }),
  output: z.strictObject({ mode: z.enum(chaosModes) }),
  errors: [PartnerNotFound],
});

export const handler = serve(contract, async ({ partner, mode }) => {
  await saveChaos(partnerNamed(partner).name, mode);
  return { mode };
});
