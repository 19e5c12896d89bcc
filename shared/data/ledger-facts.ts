import { balanceAt } from '../domain/ledger/books.ts';
import { isCountable, isHot } from '../domain/ledger/chart.ts';
import type { Finding, Scope } from '../domain/ledger/finding.ts';
import { LedgerCheck } from '../domain/ledger/invariants.ts';
import { addToLine, type LineSums } from '../domain/ledger/trial-balance.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { visitAccounts } from './account-walk.ts';
import { linesSince } from './line-walk.ts';

/** Sums every account at a cut, while business goes on: each balance as read, less what was booked after the cut. */
export async function sumBooks(cut: number, now: number): Promise<LineSums> {
  const sums: LineSums = new Map();
  await visitAccounts(async (account) =>
    addToLine(sums, account, balanceAt(account, await linesSince(account, cut, now), cut)),
  );
  return sums;
}

/** Checks the books within a scope, while business goes on; the sums over journals are gathered over the whole run. */
export async function checkBooks(scope: Scope): Promise<{ findings: readonly Finding[]; accounts: number }> {
  const check = new LedgerCheck(scope);
  let accounts = 0;
  await visitAccounts(async (account) => {
    check.add(...(await stillOf(account, scope)));
    if (isCountable(account.accountId)) accounts++;
  });
  return { findings: check.conclude(), accounts };
}

/** How often an account that moves while it is read is read again. */
const readsMax = 5;

/**
 * An account with its lines as of one moment. Between the two reads a hold may end, which would look like a broken sum: a plain
 * account is read until it stood still. Lines of a hot account are never holds.
 */
async function stillOf(
  first: AccountRow,
  { since, now }: Scope,
): Promise<[AccountRow, Awaited<ReturnType<typeof linesSince>>]> {
  let account = first;
  for (let reads = 1; ; reads++) {
    const lines = await linesSince(account, since, now);
    if (isHot(account.accountId) || lines.length === 0) return [account, lines];
    const after = await accountEntity.read(account, 'consistent');
    if (after?.version === account.version) return [account, lines];
    if (!after || reads === readsMax) throw new Error(`account ${account.accountId} does not stand still`);
    account = after;
  }
}
