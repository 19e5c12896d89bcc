import { DomainError } from '../domain/errors.ts';
import { type EntryStatus, entryTransitions } from '../domain/ledger/entry.ts';
import { AccountNotUsable, floorFen, InsufficientFunds, release, reserve } from '../domain/ledger/position.ts';
import { sourcesOf } from '../domain/states.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { type Refusal, Stale, type Write } from './commit.ts';
import { entryEntity } from './entry.entity.ts';
import type { Guard } from './guard.ts';

/**
 * Reserves money of an account (冻结): the account's half of placing a hold; the PDNG entry that says why is the other half and
 * must be in the same transaction.
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

/** Gives reserved money back (解冻): the account's half of releasing a hold. */
export function releaseFunds(account: AccountRow, fen: bigint, marks: Partial<AccountRow> = {}): Write {
  const { is, atLeast } = accountEntity.guard;
  const after = release(account, fen);
  return accountEntity.update(
    account,
    { set: { available: after.available, held: after.held, version: account.version + 1n, ...marks } },
    [is('version', account.version), atLeast('held', fen)],
  );
}

/** The guard that a PDNG entry is still so: an entry ends booked xor released (I7). */
export const entryMayBecome = (to: EntryStatus): Guard => entryEntity.guard.oneOf('status', sourcesOf(entryTransitions, to));

const refusedReserve =
  (account: AccountRow, fen: bigint): Refusal<AccountRow> =>
  (current) => {
    if (current?.version !== account.version) return new Stale('account has moved');
    if (current.status !== 'OPEN') return new DomainError(AccountNotUsable);
    return new DomainError(InsufficientFunds, { shortBy: fen + floorFen - current.available });
  };
