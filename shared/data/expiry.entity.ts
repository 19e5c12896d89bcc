import type { EntryKind } from '../domain/ledger/entry.ts';
import { Entity } from './entity.ts';

/**
 * When a hold lapses (到期索引): one partition per Asia/Shanghai day, sorted by the moment (13 digits). Written by the stream after a
 * hold is placed, removed by the sweep once the hold is resolved; it says where to look, never what is so.
 */
export interface ExpiryRow {
  day: string;
  holdUntil: bigint;
  accountId: string;
  entryId: string;
  kind: EntryKind;
}
export type ExpiryId = Omit<ExpiryRow, 'kind'>;

export const expiryEntity = new Entity<ExpiryRow, ExpiryId>(
  'hold-expiry',
  ({ day, holdUntil, accountId, entryId }) => ({
    pk: expiryPartition(day),
    sk: `${holdUntil}#${accountId}#${entryId}`,
  }),
  ({ pk, sk }) => {
    const [holdUntil = '', accountId = '', entryId = ''] = sk.split('#');
    return { day: pk.slice(7), holdUntil: BigInt(holdUntil), accountId, entryId };
  },
);

export const expiryPartition = (day: string): string => `EXPIRY#${day}`;
