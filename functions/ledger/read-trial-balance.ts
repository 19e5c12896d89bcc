import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { trialBalanceView, viewTrialBalance } from '../../shared/contract/ledger-report-view.ts';
import { readReport, sumsOf } from '../../shared/data/ledger-report.store.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { ReportNotFound } from '../../shared/domain/ledger/report.ts';
import { trialBalanceOf } from '../../shared/domain/ledger/trial-balance.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'readTrialBalance',
  summary: 'Read a trial balance: every line in debit and credit, and whether they are equal',
  method: 'GET',
  path: '/ledger/trial-balances/{trialBalanceId}',
  auth: ['auditor', 'checker'],
  business: 'ledger',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject({ trialBalanceId: idOf('tbl') }),
  output: trialBalanceView,
  errors: [ReportNotFound],
});

export const handler = serve(contract, async ({ trialBalanceId }) => {
  const report = await readReport('trial-balance', trialBalanceId);
  return viewTrialBalance(report, trialBalanceOf(sumsOf(report)));
});
