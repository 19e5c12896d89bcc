import { DomainError } from '../domain/errors.ts';
import type { Finding } from '../domain/ledger/finding.ts';
import { ReportNotFound, reportTransitions } from '../domain/ledger/report.ts';
import type { LineSums } from '../domain/ledger/trial-balance.ts';
import { requireFresh, requireSame } from '../domain/idempotency.ts';
import { sourcesOf } from '../domain/states.ts';
import { commit, decide, Stale } from './commit.ts';
import { checkBooks, sumBooks } from './ledger-facts.ts';
import { ledgerReportEntity, type LedgerReportRow, type ReportKind } from './ledger-report.entity.ts';
import { AlreadyDone, commitOnce } from './once.ts';
import { type Page, readPage } from './page.ts';
import type { PageWish } from './statement.store.ts';

/** Findings kept of one check: a broken ledger is known by the first, and an item holds 400 KB. */
const findingsKept = 100;

/** Asks for a report once per press of the button. @throws IdempotencyKeyStale, IdempotencyKeyReused */
export function requestReport(
  wish: Omit<LedgerReportRow, 'status'> & { readonly bodyHash: string },
  key: string,
): Promise<{ report: LedgerReportRow; replayed: boolean }> {
  return decide(async () => {
    const existing = await ledgerReportEntity.read(wish, 'consistent');
    if (existing) {
      requireSame(wish.bodyHash, existing.bodyHash);
      return { report: existing, replayed: true };
    }
    requireFresh(key, Number(wish.requestedAt));
    const report: LedgerReportRow = { ...wish, status: 'RUNNING' };
    await commit(ledgerReportEntity.insert(report, () => new Stale('report is there')));
    return { report, replayed: false };
  });
}

/** One report. @throws ReportNotFound */
export async function readReport(kind: ReportKind, reportId: string): Promise<LedgerReportRow> {
  const report = await ledgerReportEntity.read({ kind, reportId }, 'consistent');
  if (!report) throw new DomainError(ReportNotFound);
  return report;
}

/** A page of reports of one kind, newest first. */
export const listReports = (kind: ReportKind, wish: PageWish): Promise<Page<LedgerReportRow>> =>
  readPage(ledgerReportEntity, {
    pk: ledgerReportEntity.key({ kind, reportId: '' }).pk,
    from: '0',
    to: '~',
    order: 'newest',
    ...wish,
  });

/** Makes a report that was asked for. It tells of a settled past, so making it again would say the same; one is kept. */
export async function makeReport(
  { kind, reportId }: Pick<LedgerReportRow, 'kind' | 'reportId'>,
  now: number,
): Promise<void> {
  const report = await readReport(kind, reportId);
  if (report.status === 'DONE') return;
  const result = kind === 'trial-balance' ? await trialBalance(report, now) : await invariantCheck(report, now);
  const mayFinish = ledgerReportEntity.guard.oneOf('status', sourcesOf(reportTransitions, 'DONE'));
  const change = { set: { ...result, status: 'DONE' as const, finishedAt: BigInt(Date.now()) } };
  await commitOnce(ledgerReportEntity.update(report, change, [mayFinish], () => new AlreadyDone()));
}

async function trialBalance({ until }: LedgerReportRow, now: number): Promise<Partial<LedgerReportRow>> {
  const sums = await sumBooks(Number(until), now);
  return {
    accounts: BigInt([...sums.values()].reduce((total, { accounts }) => total + accounts, 0)),
    balances: Object.fromEntries([...sums].map(([code, { balanceFen }]) => [code, balanceFen.toString()])),
    counts: Object.fromEntries([...sums].map(([code, { accounts }]) => [code, String(accounts)])),
  };
}

async function invariantCheck({ since = 0n, until }: LedgerReportRow, now: number): Promise<Partial<LedgerReportRow>> {
  const { findings, accounts } = await checkBooks({ since: Number(since), until: Number(until), now });
  return {
    accounts: BigInt(accounts),
    findingsTotal: BigInt(findings.length),
    findings: findings.slice(0, findingsKept).map(textOf),
  };
}

const textOf = ({ invariant, subject, detail }: Finding): string => `${invariant} ${subject} ${detail}`;

/** The sums of a trial balance as they were kept. */
export const sumsOf = ({ balances = {}, counts = {} }: LedgerReportRow): LineSums =>
  new Map(
    Object.entries(balances).map(([code, fen]) => [
      code,
      { balanceFen: BigInt(fen), accounts: Number(counts[code] ?? 0) },
    ]),
  );
