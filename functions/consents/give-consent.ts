import * as z from 'zod/mini';
import { consentView, personalFieldList, viewConsent } from '../../shared/contract/consent-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { saveConsent } from '../../shared/data/consent.store.ts';
import { ConsentNotNeeded, requireNeeded } from '../../shared/domain/partners/consent.ts';
import { PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'giveConsent',
  summary: 'Agree that a partner is given these personal data, and no others (PIPL art. 23)',
  method: 'PUT',
  path: '/consents/{partner}',
  auth: 'customer',
  business: 'platform',
  // Not idempotent by key: the same consent again changes nothing.
  idempotent: false,
  grants: ['table:write'],
  input: z.strictObject({ partner: partnerName, fields: personalFieldList }),
  output: consentView,
  errors: [PartnerNotFound, ConsentNotNeeded],
});

export const handler = serve(contract, async ({ partner: name, fields }, { caller, now }) => {
  const partner = partnerNamed(name);
  requireNeeded(partner, fields);
  const sorted = partner.personal.filter((field) => fields.includes(field));
  return viewConsent(await saveConsent(caller.customerId, name, sorted, now));
});
