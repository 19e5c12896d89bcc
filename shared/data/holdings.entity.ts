import { Entity } from './entity.ts';

/** Which accounts a customer holds, by class: one row, so that the count is pinned when one more is opened. */
export interface HoldingsRow {
  customerId: string;
  classI: readonly string[];
  classII: readonly string[];
  classIII: readonly string[];
  version: bigint;
}
export const holdingsEntity = new Entity<HoldingsRow, { customerId: string }>(
  'holdings',
  ({ customerId }) => ({ pk: `CUS#${customerId}`, sk: 'ACCOUNTS' }),
  ({ pk }) => ({ customerId: pk.slice(4) }),
);

/** From an account number, by keyed hash, to its account. */
export interface NumberRow {
  numberHash: string;
  accountId: string;
}
export const numberEntity = new Entity<NumberRow, { numberHash: string }>(
  'account-number',
  ({ numberHash }) => ({ pk: `NUM#${numberHash}`, sk: 'NUM' }),
  ({ pk }) => ({ numberHash: pk.slice(4) }),
);
