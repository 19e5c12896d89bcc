import * as z from 'zod/mini';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { summarizeTrialBalance, trialBalanceSummary } from '../../shared/contract/ledger-report-view.ts';
import { instant } from '../../shared/contract/time-view.ts';
import { requestReport } from '../../shared/data/ledger-report.store.ts';
import { derivedId } from '../../shared/data/new-id.ts';
import { CutOutOfRange, cutOf } from '../../shared/domain/ledger/report.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'takeTrialBalance',
  summary: 'Ask for the trial balance of the whole ledger as of a time',
  method: 'POST',
  path: '/ledger/trial-balances',
  auth: ['auditor', 'checker'],
  business: 'ledger',
  idempotent: true,
  status: 202,
  grants: ['table:write'],
  /** Without `asOf`, the books are cut a few seconds ago, where nothing is under way any more. */
  input: z.strictObject({ asOf: z.optional(instant) }),
  output: trialBalanceSummary,
  errors: [CutOutOfRange],
});

export const handler = serve(contract, async ({ asOf }, { caller, idempotency, now }) => {
  const { key, bodyHash } = idempotency;
  const { report, replayed } = await requestReport(
    {
      kind: 'trial-balance',
      reportId: derivedId('tbl', caller.operatorId, key),
      requestedAt: BigInt(now),
      requestedBy: caller.operatorId,
      bodyHash,
      until: BigInt(cutOf(asOf, now)),
    },
    key,
  );
  const answer = summarizeTrialBalance(report);
  return replayed ? new Replayed(answer) : answer;
});
