import { DomainError } from '../domain/errors.ts';
import { assertBalanced, type EntryKind } from '../domain/ledger/entry.ts';
import type { GeneralAccount } from '../domain/ledger/chart.ts';
import type { TransferState } from '../domain/transfers/transfer.ts';
import {
  AccountNotUsable,
  BalanceCapExceeded,
  floorFen,
  InsufficientFunds,
  move,
  usableFor,
} from '../domain/ledger/position.ts';
import { classThreeBalanceFenMax } from '../domain/accounts/account.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { commit, type Refusal, Stale, type Write } from './commit.ts';
import { entryEntity, type EntryRow, hotEntryEntity } from './entry.entity.ts';
import type { Guard } from './guard.ts';
import { hotShardOf } from './hot-shard.ts';

/** One side of a journal: the account as it was read, the signed movement, and the line that records it. */
export interface PostingLeg {
  readonly account: AccountRow | GeneralAccount;
  readonly amountFen: bigint;
  readonly line: PostingLine;
  /** Other fields of the account row that move with it: limit counters. */
  readonly marks?: Partial<AccountRow>;
  /** How to book a line that is there as a hold (PDNG); it spends the money that was held. */
  readonly capture?: (booked: Partial<EntryRow>) => Write;
  /** What to say when the line is there already; without it, decide again. */
  readonly taken?: Refusal<EntryRow>;
}

/** What the line says besides amount and number. */
export interface PostingLine {
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly counterpartyId: string;
  readonly sealed?: Uint8Array;
  readonly bodyHash?: string;
  /** State of the business object that this line is: a transfer is its payer's line. */
  readonly state?: TransferState;
}

export interface Journal {
  readonly journalId: string;
  /** Milliseconds since 1970. */
  readonly bookedAt: number;
  readonly legs: readonly PostingLeg[];
}

/**
 * Books a journal (记账): the only function that changes a balance. One transaction holds every balance with its floor, every
 * entry with its number, and what `also` adds; two plain legs cost 8 write units.
 * @throws InsufficientFunds, AccountNotUsable, BalanceCapExceeded, what `taken` and `also` say, Stale, Unanswered
 */
export async function postJournal(journal: Journal, ...also: readonly Write[]): Promise<void> {
  const legs = journal.legs.map(({ account, amountFen }) => ({ accountId: account.accountId, amountFen }));
  assertBalanced(journal.journalId, legs);
  // A hot line's key holds the time, so it cannot tell a repeat: the plain line does.
  if (!journal.legs.some(({ account }) => 'seq' in account))
    throw new Error(`journal ${journal.journalId} has only hot legs`);
  // Lines first: a repeated request must be told that it was done, not that the money is gone.
  const writes = journal.legs.map((leg) => postingOf(journal, leg));
  await commit(...also, ...writes.map(({ line }) => line), ...writes.flatMap(({ balance }) => balance ?? []));
}

function postingOf(journal: Journal, leg: PostingLeg): { line: Write; balance?: Write } {
  const { account } = leg;
  if (!('seq' in account)) return { line: appended(journal, leg, account) };
  // Line and account were read one after the other: the hold has ended in between.
  if (leg.capture && account.held < -leg.amountFen) throw new Stale(`hold ${leg.line.entryId} has ended`);
  const after = move(account, leg.amountFen, leg.capture !== undefined);
  const booked = {
    status: 'BOOK' as const,
    seq: after.seq,
    balanceAfter: after.balance,
    bookedAt: BigInt(journal.bookedAt),
  };
  return {
    line: leg.capture?.(booked) ?? entryEntity.insert({ ...lineOf(journal, leg), ...booked }, leg.taken ?? stale),
    balance: accountEntity.update(
      account,
      {
        set: {
          balance: after.balance,
          available: after.available,
          held: after.held,
          seq: after.seq,
          movedAt: BigInt(journal.bookedAt),
          version: account.version + 1n,
          ...leg.marks,
        },
      },
      guardsOf(account, leg),
      refusalOf(account, leg),
    ),
  };
}

/** A hot account gets the line alone; `numberHotEntries` brings it into the balance soon after. */
function appended(journal: Journal, leg: PostingLeg, account: GeneralAccount): Write {
  if (!account.hot) throw new Error(`${account.code} is not hot: read it before posting`);
  const { entryId, kind, counterpartyId } = leg.line;
  return hotEntryEntity.insert(
    {
      accountId: account.accountId,
      shard: hotShardOf(journal.journalId),
      entryId,
      kind,
      counterpartyId,
      journalId: journal.journalId,
      amountFen: leg.amountFen,
      bookedAt: BigInt(journal.bookedAt),
    },
    stale,
  );
}

const lineOf = (journal: Journal, { account, amountFen, line }: PostingLeg) => ({
  accountId: account.accountId,
  journalId: journal.journalId,
  amountFen,
  ...line,
});

/** All that the decision relied on, stated again inside the transaction: the ledger refuses rather than guesses. */
function guardsOf(account: AccountRow, { amountFen, capture }: PostingLeg): Guard[] {
  const { is, oneOf, atLeast, atMost } = accountEntity.guard;
  const guards = [is('version', account.version), oneOf('status', usableFor(amountFen))];
  if (amountFen < 0n && capture) guards.push(atLeast('held', -amountFen));
  if (amountFen < 0n && !capture && account.accountClass !== 'GL')
    guards.push(atLeast('available', floorFen - amountFen));
  if (amountFen > 0n && account.accountClass === 'III')
    guards.push(atMost('balance', classThreeBalanceFenMax - amountFen));
  return guards;
}

/** Names the guard that failed when the row has not moved since; a moved row is read and decided again. */
const refusalOf =
  (account: AccountRow, { amountFen }: PostingLeg): Refusal<AccountRow> =>
  (current) => {
    if (current?.version !== account.version) return new Stale('account has moved');
    if (!usableFor(amountFen).includes(current.status)) return new DomainError(AccountNotUsable);
    if (amountFen > 0n) return new DomainError(BalanceCapExceeded);
    return new DomainError(InsufficientFunds, { shortBy: floorFen - amountFen - current.available });
  };

const stale: Refusal<EntryRow> & Refusal<unknown> = () => new Stale('line is there');
