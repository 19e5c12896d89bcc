import type { EntryKind } from '../domain/ledger/entry.ts';
import { dayMs, dayOf } from '../domain/time.ts';
import { commit } from './commit.ts';
import type { EntryId } from './entry.entity.ts';
import { expiryEntity, expiryPartition, type ExpiryRow } from './expiry.entity.ts';
import { releaseHold } from './hold.store.ts';
import { readPage } from './page.ts';
import { settleTransfer } from './settlement.store.ts';

/** Holds resolved by one sweep at most; the next one is a minute away, so 500 a minute keep pace with 8 a second. */
const dueMax = 500;

/** Notes when a hold lapses. The same note twice is one row; a note that comes late is swept at once and finds nothing to do. */
export async function noteExpiry(hold: EntryId & { kind: EntryKind; holdUntil: bigint }): Promise<void> {
  const { accountId, entryId, kind, holdUntil } = hold;
  await commit(expiryEntity.put({ day: dayOf(Number(holdUntil)), holdUntil, accountId, entryId, kind }));
}

/** Holds that have lapsed, oldest first, of the day before yesterday (a sweep that was down over a weekend is an incident) to now. */
export async function dueHolds(now: number): Promise<ExpiryRow[]> {
  const due: ExpiryRow[] = [];
  for (const day of [now - 2 * dayMs, now - dayMs, now].map(dayOf)) {
    const slice = {
      pk: expiryPartition(day),
      from: '0',
      to: `${now}~`,
      order: 'oldest' as const,
      limit: dueMax - due.length,
    };
    if (slice.limit > 0) due.push(...(await readPage(expiryEntity, slice)).data);
  }
  return due;
}

/** Ends one lapsed hold, then drops its note; after a crash between the two, the next sweep finds it ended. */
export async function resolveExpired(row: ExpiryRow, now: number): Promise<void> {
  const resolve = resolvers[row.kind] ?? releaseHold;
  await resolve({ accountId: row.accountId, entryId: row.entryId }, now);
  await commit(expiryEntity.remove(row, []));
}

/** Kinds whose hold is part of something larger, which decides between capture and release itself. Others are given back. */
const resolvers: Partial<Record<EntryKind, (hold: EntryId, now: number) => Promise<unknown>>> = {
  'transfer-out': settleTransfer,
};
