import * as z from 'zod/mini';
import { consentView, viewConsent } from '../../shared/contract/consent-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { readConsents } from '../../shared/data/consent.store.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listConsents',
  summary: 'List what the caller has agreed to give to partners, and what was revoked',
  method: 'GET',
  path: '/consents',
  auth: 'customer',
  business: 'platform',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject({}),
  /** Never more consents than partners, so the list is one page. */
  output: z.strictObject({ data: z.array(consentView) }),
  errors: [],
});

export const handler = serve(contract, async (_, { caller }) => {
  const { data } = await readConsents(caller.customerId);
  return { data: data.map(viewConsent) };
});
