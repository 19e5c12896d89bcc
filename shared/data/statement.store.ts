import { firstIdBodyOf } from '../domain/ids.ts';
import type { EntryKind } from '../domain/ledger/entry.ts';
import { holdMsMax, idSkewMs } from '../domain/ledger/hold.ts';
import { dayMs, dayStartOf } from '../domain/time.ts';
import { type EntryRow, entryEntity } from './entry.entity.ts';
import type { Guard } from './guard.ts';
import { type Page, readPage } from './page.ts';

/** Which booked lines of an account are asked for; days are Asia/Shanghai days, both inclusive. */
export type StatementFilters = {
  readonly direction?: 'in' | 'out' | undefined;
  readonly kind?: EntryKind | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

export interface PageWish {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of booked lines, newest first: one read unit for 20. Days that end before they begin hold nothing. */
export async function readStatement(
  accountId: string,
  filters: StatementFilters,
  wish: PageWish,
): Promise<Page<EntryRow>> {
  if (filters.from !== undefined && filters.to !== undefined && filters.from > filters.to) return { data: [] };
  return readPage(entryEntity, {
    pk: entryEntity.key({ accountId, entryId: '' }).pk,
    ...keysBetween(filters),
    order: 'newest',
    filter: guardsOf(filters),
    filters,
    ...wish,
  });
}

/** A page of the open holds of an account, newest first. None is older than a hold may live, so no more than that is read. */
export function readHolds(accountId: string, now: number, wish: PageWish): Promise<Page<EntryRow>> {
  return readPage(entryEntity, {
    pk: entryEntity.key({ accountId, entryId: '' }).pk,
    from: `ENT#${firstIdBodyOf(now - holdMsMax - idSkewMs)}`,
    to: 'ENT#~',
    order: 'newest',
    filter: [entryEntity.guard.is('status', 'PDNG')],
    ...wish,
  });
}

/** A line is booked from a little before the time in its id to a hold's life after it: the keys of a span of days reach that far. */
const keysBetween = ({ from, to }: StatementFilters) => ({
  from: from === undefined ? 'ENT#' : `ENT#${firstIdBodyOf(dayStartOf(from) - holdMsMax - idSkewMs)}`,
  to: to === undefined ? 'ENT#~' : `ENT#${firstIdBodyOf(dayStartOf(to) + dayMs + idSkewMs)}`,
});

function guardsOf({ direction, kind, from, to }: StatementFilters): Guard[] {
  const { is, above, below, atLeast } = entryEntity.guard;
  const guards = [is('status', 'BOOK')];
  if (direction === 'in') guards.push(above('amountFen', 0n));
  if (direction === 'out') guards.push(below('amountFen', 0n));
  if (kind !== undefined) guards.push(is('kind', kind));
  if (from !== undefined) guards.push(atLeast('bookedAt', BigInt(dayStartOf(from))));
  if (to !== undefined) guards.push(below('bookedAt', BigInt(dayStartOf(to) + dayMs)));
  return guards;
}
