import * as z from 'zod/mini';
import { idOf } from '../domain/ids.ts';
import { reportStatuses, type ReportStatus } from '../domain/ledger/report.ts';
import type { TrialBalance } from '../domain/ledger/trial-balance.ts';
import { signedAmount } from '../domain/money.ts';
import { isoTime } from '../domain/time.ts';
import { zonedTime } from './time-view.ts';

const status = z.enum(reportStatuses);

/** A trial balance as a list shows it; RUNNING until every account is summed. */
export const trialBalanceSummary = z.strictObject({
  trialBalanceId: idOf('tbl'),
  status,
  asOf: zonedTime,
  requestedAt: zonedTime,
  finishedAt: z.optional(zonedTime),
});

const trialBalanceLine = z.strictObject({
  code: z.string(),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  accounts: z.int(),
  debit: signedAmount,
  credit: signedAmount,
});

/** A trial balance (试算平衡表) with its lines, once it is DONE. */
export const trialBalanceView = z.extend(trialBalanceSummary, {
  result: z.optional(
    z.strictObject({
      lines: z.array(trialBalanceLine),
      debit: signedAmount,
      credit: signedAmount,
      balanced: z.boolean(),
    }),
  ),
});

/** A check of the ledger's invariants as a list shows it; `findingsTotal` is there once it is DONE. */
export const invariantCheckSummary = z.strictObject({
  checkId: idOf('chk'),
  status,
  /** The journals booked in this span were checked. */
  since: zonedTime,
  until: zonedTime,
  requestedAt: zonedTime,
  finishedAt: z.optional(zonedTime),
  accounts: z.optional(z.int()),
  findingsTotal: z.optional(z.int()),
});

/** A check with the first hundred of what it found: `I3 <account> <what is wrong>`. */
export const invariantCheckView = z.extend(invariantCheckSummary, { findings: z.array(z.string()) });

/** A report as the ledger keeps it. */
interface Report {
  readonly reportId: string;
  readonly status: ReportStatus;
  readonly requestedAt: bigint;
  readonly since?: bigint;
  readonly until: bigint;
  readonly finishedAt?: bigint;
  readonly accounts?: bigint;
  readonly findingsTotal?: bigint;
}

const timeOf = (ms: bigint): string => isoTime(Number(ms));
const finished = ({ finishedAt }: Report) => (finishedAt === undefined ? {} : { finishedAt: timeOf(finishedAt) });

export const summarizeTrialBalance = (report: Report): z.output<typeof trialBalanceSummary> => ({
  trialBalanceId: report.reportId,
  status: report.status,
  asOf: timeOf(report.until),
  requestedAt: timeOf(report.requestedAt),
  ...finished(report),
});

export const viewTrialBalance = (
  report: Report,
  { lines, debitFen, creditFen, balanced }: TrialBalance,
): z.output<typeof trialBalanceView> => ({
  ...summarizeTrialBalance(report),
  ...(report.status === 'DONE' && {
    result: {
      lines: lines.map(({ debitFen: debit, creditFen: credit, ...line }) => ({ ...line, debit, credit })),
      debit: debitFen,
      credit: creditFen,
      balanced,
    },
  }),
});

export const summarizeInvariantCheck = (report: Report): z.output<typeof invariantCheckSummary> => ({
  checkId: report.reportId,
  status: report.status,
  since: timeOf(report.since ?? 0n),
  until: timeOf(report.until),
  requestedAt: timeOf(report.requestedAt),
  ...finished(report),
  ...(report.accounts !== undefined && { accounts: Number(report.accounts) }),
  ...(report.findingsTotal !== undefined && { findingsTotal: Number(report.findingsTotal) }),
});
