import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { askingGrants } from '../../shared/contract/partner-contracts.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { weightGrams } from '../../shared/domain/express/shipment.ts';
import { amount } from '../../shared/domain/money.ts';
import { PartnerUnavailable } from '../../shared/domain/partners/partner-errors.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { quoteParcel } from '../../shared/gateway/partners/sf.ts';
import { linkTo } from '../../shared/lambda/partners/link.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'estimateShipment',
  summary: 'Ask SF what a parcel of this weight costs now',
  method: 'POST',
  path: '/express/estimates',
  auth: 'customer',
  business: 'express',
  // Not idempotent by key: it makes nothing.
  idempotent: false,
  grants: askingGrants(sf),
  input: z.strictObject({ weightGrams }),
  output: z.strictObject({ price: amount }),
  errors: [PartnerUnavailable],
});

export const handler = serve(contract, async ({ weightGrams: grams }) => {
  const price = await quoteParcel(await linkTo(sf), grams);
  if (price === undefined) throw new DomainError(PartnerUnavailable);
  return { price };
});
