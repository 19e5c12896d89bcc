import * as z from 'zod/mini';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { invariantCheckSummary, summarizeInvariantCheck } from '../../shared/contract/ledger-report-view.ts';
import { instant } from '../../shared/contract/time-view.ts';
import { requestReport } from '../../shared/data/ledger-report.store.ts';
import { derivedId } from '../../shared/data/new-id.ts';
import { latestCut } from '../../shared/domain/ledger/report.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'checkInvariants',
  summary: 'Ask for a check of the ledger: sums, chains of entries, floors, caps and holds of every account',
  method: 'POST',
  path: '/ledger/invariant-checks',
  auth: ['auditor'],
  business: 'ledger',
  idempotent: true,
  status: 202,
  grants: ['table:write'],
  /** Without `since`, the whole history is checked. */
  input: z.strictObject({ since: z.optional(instant) }),
  output: invariantCheckSummary,
  errors: [],
});

export const handler = serve(contract, async ({ since }, { caller, idempotency, now }) => {
  const { key, bodyHash } = idempotency;
  const { report, replayed } = await requestReport(
    {
      kind: 'invariant-check',
      reportId: derivedId('chk', caller.operatorId, key),
      requestedAt: BigInt(now),
      requestedBy: caller.operatorId,
      bodyHash,
      since: BigInt(since ?? 0),
      until: BigInt(latestCut(now)),
    },
    key,
  );
  const answer = summarizeInvariantCheck(report);
  return replayed ? new Replayed(answer) : answer;
});
