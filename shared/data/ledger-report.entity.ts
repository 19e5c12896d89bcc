import type { ReportStatus } from '../domain/ledger/report.ts';
import { Entity } from './entity.ts';

export const reportKinds = ['trial-balance', 'invariant-check'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** A report over the whole ledger, asked for by an operator or the clock. Times in ms since 1970, amounts as text of fen. */
export interface LedgerReportRow {
  kind: ReportKind;
  reportId: string;
  status: ReportStatus;
  requestedAt: bigint;
  /** Absent when the clock asked. */
  requestedBy?: string;
  bodyHash?: string;
  /** The books are told up to here. */
  until: bigint;
  /** Of an invariant check: from here on. */
  since?: bigint;
  finishedAt?: bigint;
  /** Accounts looked at. */
  accounts?: bigint;
  /** Of a trial balance: signed sum and number of accounts of each line, by code. */
  balances?: Readonly<Record<string, string>>;
  counts?: Readonly<Record<string, string>>;
  /** Of an invariant check: how many, and the first of them as `I3 <subject> <detail>`. */
  findingsTotal?: bigint;
  findings?: readonly string[];
}

export const ledgerReportEntity = new Entity<LedgerReportRow, Pick<LedgerReportRow, 'kind' | 'reportId'>>(
  'ledger-report',
  ({ kind, reportId }) => ({ pk: `REPORT#${kind}`, sk: reportId }),
  ({ pk, sk }) => ({ kind: pk.slice(7) as ReportKind, reportId: sk }),
);
