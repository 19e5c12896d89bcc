import * as z from 'zod/mini';
import { caseView, viewCase } from '../../shared/contract/case-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { pageLimitUsual, pageOf, pageQuery } from '../../shared/contract/page-view.ts';
import { InvalidCursor } from '../../shared/data/page.ts';
import { readCases } from '../../shared/data/partners/case.store.ts';
import { PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listCases',
  summary: 'List the differences with a partner, open and closed',
  method: 'GET',
  path: '/operations/partners/{partner}/cases',
  auth: ['checker', 'maker', 'auditor'],
  business: 'operation',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject({ partner: partnerName, ...pageQuery }),
  output: pageOf(caseView),
  errors: [PartnerNotFound, InvalidCursor],
});

export const handler = serve(contract, async ({ partner, limit = pageLimitUsual, cursor }) => {
  const { data, next } = await readCases(partnerNamed(partner), limit, cursor);
  return { data: data.map(viewCase), ...(next !== undefined && { next }) };
});
