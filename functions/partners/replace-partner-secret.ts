import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { savePartnerSecret } from '../../shared/data/partners/secret.store.ts';
import { PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'replacePartnerSecret',
  summary: 'Keep the secret that a partner gave out; it is in use everywhere a minute later and never shown',
  method: 'PUT',
  path: '/operations/partners/{partner}/secret',
  auth: ['checker'],
  business: 'operation',
  // Not idempotent by key: the same secret again changes nothing.
  idempotent: false,
  grants: ['table:write', 'keyring'],
  input: z.strictObject({ partner: partnerName, secret: z.string().check(z.regex(/^[\x21-\x7e]{16,256}$/)) }),
  output: z.strictObject({ partner: partnerName }),
  errors: [PartnerNotFound],
});

export const handler = serve(contract, async ({ partner, secret }) => {
  await savePartnerSecret(partnerNamed(partner).name, secret);
  return { partner };
});
