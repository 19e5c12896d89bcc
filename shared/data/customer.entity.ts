import { Entity } from './entity.ts';

/** A customer. `sealed` holds name and phone. */
export interface CustomerRow {
  readonly customerId: string;
  readonly sealed: Uint8Array;
  readonly registeredAt: bigint;
  /** Devices bound now: pinned by a condition, so that no race binds one too many. */
  readonly devices: bigint;
}
export const customers = new Entity<CustomerRow, Pick<CustomerRow, 'customerId'>>('customer', ({ customerId }) => ({
  pk: `CUS#${customerId}`,
  sk: 'CUS',
}));

/** Who a phone belongs to: one phone, one customer (261 §7). */
export interface PhoneRow {
  readonly phoneHash: string;
  readonly customerId: string;
}
export const phones = new Entity<PhoneRow, Pick<PhoneRow, 'phoneHash'>>('phone', ({ phoneHash }) => ({
  pk: `PHONE#${phoneHash}`,
  sk: 'PHONE',
}));
