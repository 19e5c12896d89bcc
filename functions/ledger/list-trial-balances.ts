import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { summarizeTrialBalance, trialBalanceSummary } from '../../shared/contract/ledger-report-view.ts';
import { pageLimitUsual, pageOf, pageQuery } from '../../shared/contract/page-view.ts';
import { listReports } from '../../shared/data/ledger-report.store.ts';
import { InvalidCursor } from '../../shared/data/page.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listTrialBalances',
  summary: 'Page through the trial balances that were asked for, newest first',
  method: 'GET',
  path: '/ledger/trial-balances',
  auth: ['auditor', 'checker'],
  business: 'ledger',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject(pageQuery),
  output: pageOf(trialBalanceSummary),
  errors: [InvalidCursor],
});

export const handler = serve(contract, async ({ limit = pageLimitUsual, cursor }) => {
  const page = await listReports('trial-balance', { limit, cursor });
  return { ...page, data: page.data.map(summarizeTrialBalance) };
});
