import { Entity } from './entity.ts';

/** A payee (收款人) that this customer has paid under step-up before. */
export interface PayeeRow {
  customerId: string;
  accountId: string;
  knownSince: bigint;
}
export const payeeEntity = new Entity<PayeeRow, Pick<PayeeRow, 'customerId' | 'accountId'>>(
  'payee',
  ({ customerId, accountId }) => ({ pk: `CUS#${customerId}`, sk: `PAYEE#${accountId}` }),
  ({ pk, sk }) => ({ customerId: pk.slice(4), accountId: sk.slice(6) }),
);
