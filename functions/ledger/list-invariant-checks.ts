import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { invariantCheckSummary, summarizeInvariantCheck } from '../../shared/contract/ledger-report-view.ts';
import { pageLimitUsual, pageOf, pageQuery } from '../../shared/contract/page-view.ts';
import { listReports } from '../../shared/data/ledger-report.store.ts';
import { InvalidCursor } from '../../shared/data/page.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listInvariantChecks',
  summary: 'Page through the checks of the ledger that were asked for, newest first',
  method: 'GET',
  path: '/ledger/invariant-checks',
  auth: ['auditor'],
  business: 'ledger',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject(pageQuery),
  output: pageOf(invariantCheckSummary),
  errors: [InvalidCursor],
});

export const handler = serve(contract, async ({ limit = pageLimitUsual, cursor }) => {
  const page = await listReports('invariant-check', { limit, cursor });
  return { ...page, data: page.data.map(summarizeInvariantCheck) };
});
