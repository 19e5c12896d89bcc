import type { Entry } from './entry.ts';
import type { Position } from './position.ts';

/** An account as the books are read: its position, and when its newest entry was booked. */
export interface AccountFact extends Position {
  readonly movedAt?: bigint;
}

/** A line as the books are read. A line of a hot account has a number only once it is in the balance. */
export type EntryFact = Pick<Entry, 'accountId' | 'entryId' | 'journalId' | 'amountFen' | 'status'> & {
  readonly seq?: bigint;
  readonly balanceAfter?: bigint;
  readonly bookedAt?: bigint;
  readonly holdUntil?: bigint;
};

/**
 * A journal booked this long ago, in ms, is in the table or never will be: no function that posts lives longer than its 10 s, and
 * clocks differ by less than 2 s. A cut of the books lies at least so far back.
 */
export const settledMs = 12_000;

/** How long a line of a hot account may wait for its number, in ms, before the books call it lost: 1 hour; usual is a second. */
export const foldMsMax = 60 * 60 * 1000;

/** Whether a line is in the balance of the account as it was read. */
export const isCounted = (account: AccountFact, { seq }: EntryFact): boolean => seq !== undefined && seq <= account.seq;

/**
 * The balance at a cut, in fen: what was read, without what was booked later, and with the lines of a hot account that were booked
 * before but not numbered yet. `entries` must hold every line booked after the cut, and every one without a number.
 */
export function balanceAt(account: AccountFact, entries: readonly EntryFact[], cut: number): bigint {
  let balance = account.balance;
  for (const entry of entries) {
    if (entry.status !== 'BOOK') continue;
    const before = Number(entry.bookedAt) <= cut;
    if (isCounted(account, entry) && !before) balance -= entry.amountFen;
    if (!isCounted(account, entry) && before) balance += entry.amountFen;
  }
  return balance;
}
