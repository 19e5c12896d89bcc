import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { invariantCheckView, summarizeInvariantCheck } from '../../shared/contract/ledger-report-view.ts';
import { readReport } from '../../shared/data/ledger-report.store.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { ReportNotFound } from '../../shared/domain/ledger/report.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'readInvariantCheck',
  summary: 'Read what a check of the ledger found; nothing, when the ledger is sound',
  method: 'GET',
  path: '/ledger/invariant-checks/{checkId}',
  auth: ['auditor'],
  business: 'ledger',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject({ checkId: idOf('chk') }),
  output: invariantCheckView,
  errors: [ReportNotFound],
});

export const handler = serve(contract, async ({ checkId }) => {
  const report = await readReport('invariant-check', checkId);
  return { ...summarizeInvariantCheck(report), findings: [...(report.findings ?? [])] };
});
