import { partOf } from '../domain/ledger/chart.ts';
import type { EntryKind, EntryStatus } from '../domain/ledger/entry.ts';
import type { TransferState } from '../domain/transfers/transfer.ts';
import { Entity } from './entity.ts';
import type { Value } from './guard.ts';
import type { Key } from './table.ts';

/** One line of an account as stored, about 350 bytes: a page of 20 stays within one read unit. Amounts in fen. */
export interface EntryRow {
  accountId: string;
  entryId: string;
  journalId: string;
  amountFen: bigint;
  status: EntryStatus;
  kind: EntryKind;
  /** The other side's account. */
  counterpartyId: string;
  /** Per-account number, given when booked: no gap (I3). */
  seq?: bigint;
  balanceAfter?: bigint;
  bookedAt?: bigint;
  /** While pending: when the hold lapses, in ms since 1970. */
  holdUntil?: bigint;
  /** Counterparty's name and number as shown, and the remark (C2), sealed. */
  sealed?: Uint8Array;
  /** Digest of the request that made it: another request under the same Idempotency-Key is refused. */
  bodyHash?: string;
  /** Only on the payer's line of a transfer, which is the transfer itself. */
  state?: TransferState;
}

export interface EntryId {
  accountId: string;
  entryId: string;
}

/** Sorted by the time in the id; the prefix comes last, so that lines of every kind sort among each other. */
const keyOf = ({ accountId, entryId }: EntryId) => ({
  pk: `ACC#${accountId}`,
  sk: `ENT#${entryId.slice(4)}${entryId.slice(0, 3)}`,
});

/** Where a line opens a journal, as the payer's does, the journal has the line's id, and it is not stored either. */
const idOfKey = ({ pk, sk }: Key) => {
  const entryId = `${sk.slice(30, 33)}_${sk.slice(4, 30)}`;
  return { accountId: pk.slice(4), entryId, journalId: entryId };
};

/** Makes the entity of rows that lie among the entries of an account. */
export const entryEntityOf = <Row extends EntryRow & { [K in keyof Row]: Value | undefined }>() =>
  new Entity<Row, EntryId>('entry', keyOf, (key) => idOfKey(key) as Partial<Row>);

export const entryEntity = entryEntityOf<EntryRow>();

/** A line of a hot account: in one of several partitions, so that writers do not meet. It has its number a moment later. */
export interface HotEntryRow {
  accountId: string;
  shard: string;
  entryId: string;
  journalId: string;
  amountFen: bigint;
  kind: EntryKind;
  counterpartyId: string;
  bookedAt: bigint;
  seq?: bigint;
  balanceAfter?: bigint;
}
export type HotEntryId = Pick<HotEntryRow, 'accountId' | 'shard' | 'bookedAt' | 'entryId'>;

/** Beside its part of the account, by the time of booking (13 digits): the lines without a number are always among the newest. */
export const hotEntryEntity = new Entity<HotEntryRow, HotEntryId>(
  'hot-entry',
  ({ accountId, shard, bookedAt, entryId }) => ({
    pk: `ACC#${partOf(accountId, shard)}`,
    sk: `ENT#${bookedAt}#${entryId}`,
  }),
  ({ pk, sk }) => ({
    accountId: pk.slice(4, 34),
    shard: pk.slice(35),
    bookedAt: BigInt(sk.slice(4, 17)),
    entryId: sk.slice(18),
  }),
);
