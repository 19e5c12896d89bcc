import type { Transitions } from '../states.ts';

/** Status of an entry (ISO 20022 camt.053): PDNG is a hold (预授权/冻结), BOOK is booked (入账), RLSD a hold given back (解冻). */
export const entryStatuses = ['PDNG', 'BOOK', 'RLSD'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

/** A hold ends booked xor released (I7). */
export const entryTransitions: Transitions<EntryStatus> = { PDNG: ['BOOK', 'RLSD'], BOOK: [], RLSD: [] };

/** What a movement was for (交易类型), as the customer's statement names it. */
export const entryKinds = ['pay-in', 'transfer-out', 'transfer-in', 'payment', 'refund', 'settlement'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One line of an account (分录). `amountFen` is signed: a credit to the customer is positive. */
export interface Entry {
  readonly accountId: string;
  readonly entryId: string;
  /** The journal it belongs to; its entries sum to zero. */
  readonly journalId: string;
  readonly amountFen: bigint;
  readonly status: EntryStatus;
  readonly kind: EntryKind;
}

/** A movement of one account within a journal. */
export interface Leg {
  readonly accountId: string;
  readonly amountFen: bigint;
}

/** Refuses a journal that is not double entry (复式记账): at least two legs, distinct accounts, none zero, sum zero (I2). */
export function assertBalanced(journalId: string, legs: readonly Leg[]): void {
  const sum = legs.reduce((total, leg) => total + leg.amountFen, 0n);
  const accounts = new Set(legs.map((leg) => leg.accountId));
  if (legs.length < 2 || accounts.size !== legs.length || sum !== 0n || legs.some((leg) => leg.amountFen === 0n)) {
    throw new Error(`journal ${journalId} is not a balanced journal of distinct accounts`);
  }
}
