import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { reportKinds } from '../../shared/data/ledger-report.entity.ts';
import { makeReport } from '../../shared/data/ledger-report.store.ts';
import { consume } from '../../shared/lambda/consume.ts';

export const contract = defineConsumer({
  name: 'makeLedgerReport',
  summary: 'Make a trial balance or a check of the ledger that was asked for',
  grants: ['table:write'],
  // The longest that Lambda gives: 2 million accounts at 16 side by side take some 3 minutes.
  timeoutSeconds: 900,
  source: { queue: 'ledger-reports.fifo' },
  input: z.strictObject({ kind: z.enum(reportKinds), reportId: z.string() }),
});

export const handler = consume(contract, async (report, { now }) => makeReport(report, now));
