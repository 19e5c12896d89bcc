import { DomainError } from '../domain/errors.ts';
import { type EntryStatus, entryTransitions } from '../domain/ledger/entry.ts';
import { holdMsMax } from '../domain/ledger/hold.ts';
import { AccountNotUsable, floorFen, InsufficientFunds, release, reserve } from '../domain/ledger/position.ts';
import { isFinal, sourcesOf } from '../domain/states.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { commit, decide, type Refusal, Stale, type Write } from './commit.ts';
import { type EntryId, entryEntity, type EntryRow } from './entry.entity.ts';
import type { Guard } from './guard.ts';
import type { PostingLeg } from './ledger.store.ts';

/** A hold (冻结) to be placed: the line that will be booked or given back. `amountFen` is negative, as it will be booked. */
export type Hold = Omit<EntryRow, 'status' | 'seq' | 'balanceAfter' | 'bookedAt'> & { readonly holdUntil: bigint };

/**
 * Places a hold: the account's reservation and its PDNG line in one transaction of 4 write units.
 * @throws InsufficientFunds, AccountNotUsable, what `taken` and `also` say, Stale, Unanswered
 */
export async function placeHold(
  account: AccountRow,
  hold: Hold,
  now: number,
  taken: Refusal<EntryRow>,
  ...also: readonly Write[]
) {
  if (Number(hold.holdUntil) > now + holdMsMax) throw new Error(`hold ${hold.entryId} outlives ${holdMsMax} ms`);
  const line = entryEntity.insert({ ...hold, status: 'PDNG' }, taken);
  await commit(...also, line, reserveFunds(account, -hold.amountFen));
}

/** The leg of a journal that spends a hold (扣划): books its line in place. The journal must be the one the hold was placed for. */
export const captureHold = (account: AccountRow, hold: EntryRow): PostingLeg => ({
  account,
  amountFen: hold.amountFen,
  line: hold,
  capture: (booked) =>
    entryEntity.update(hold, { set: booked }, [
      entryMayBecome('BOOK'),
      entryEntity.guard.is('amountFen', hold.amountFen),
    ]),
});

/**
 * Gives a hold back (解冻), or finds that it has ended already; answers how it ended. 4 write units.
 * @throws TryAgain, OutcomeUnknown
 */
export function releaseHold(id: EntryId): Promise<EntryStatus> {
  return decide(async () => {
    // The account first: as long as the line read after it is still a hold, the account as read holds its money.
    const account = await accountEntity.read(id, 'consistent');
    const hold = await entryEntity.read(id, 'consistent');
    if (!account || !hold) throw new Error(`there is no hold ${id.entryId}`);
    if (isFinal(entryTransitions, hold.status)) return hold.status;
    const line = entryEntity.update(id, { set: { status: 'RLSD' } }, [entryMayBecome('RLSD')]);
    await commit(line, releaseFunds(account, -hold.amountFen));
    return 'RLSD';
  });
}

/**
 * Reserves money of an account: the account's half of placing a hold; the PDNG entry that says why is the other half and must be
 * in the same transaction.
 * @throws InsufficientFunds, AccountNotUsable
 */
export function reserveFunds(account: AccountRow, fen: bigint, marks: Partial<AccountRow> = {}): Write {
  const { is, atLeast } = accountEntity.guard;
  const after = reserve(account, fen);
  return accountEntity.update(
    account,
    { set: { available: after.available, held: after.held, version: account.version + 1n, ...marks } },
    [is('version', account.version), is('status', 'OPEN'), atLeast('available', floorFen + fen)],
    refusedReserve(account, fen),
  );
}

/** Gives reserved money back: the account's half of releasing a hold. @throws Stale */
export function releaseFunds(account: AccountRow, fen: bigint, marks: Partial<AccountRow> = {}): Write {
  const { is, atLeast } = accountEntity.guard;
  // Line and account were read one after the other: the hold has ended in between.
  if (account.held < fen) throw new Stale('the hold has ended');
  const after = release(account, fen);
  return accountEntity.update(
    account,
    { set: { available: after.available, held: after.held, version: account.version + 1n, ...marks } },
    [is('version', account.version), atLeast('held', fen)],
  );
}

/** The guard that a PDNG entry is still so: an entry ends booked xor released (I7). */
export const entryMayBecome = (to: EntryStatus): Guard =>
  entryEntity.guard.oneOf('status', sourcesOf(entryTransitions, to));

const refusedReserve =
  (account: AccountRow, fen: bigint): Refusal<AccountRow> =>
  (current) => {
    if (current?.version !== account.version) return new Stale('account has moved');
    if (current.status !== 'OPEN') return new DomainError(AccountNotUsable);
    return new DomainError(InsufficientFunds, { shortBy: fen + floorFen - current.available });
  };
