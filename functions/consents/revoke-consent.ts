import * as z from 'zod/mini';
import { consentView, viewConsent } from '../../shared/contract/consent-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { saveConsent } from '../../shared/data/consent.store.ts';
import { PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'revokeConsent',
  summary: 'Take a consent back: from the next call on the partner is given nothing more',
  method: 'DELETE',
  path: '/consents/{partner}',
  auth: 'customer',
  business: 'platform',
  idempotent: false,
  grants: ['table:write'],
  input: z.strictObject({ partner: partnerName }),
  output: consentView,
  errors: [PartnerNotFound],
});

export const handler = serve(contract, async ({ partner }, { caller, now }) =>
  viewConsent(await saveConsent(caller.customerId, partnerNamed(partner).name, [], now)),
);
