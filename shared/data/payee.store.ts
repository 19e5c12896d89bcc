import { accountEntity } from './account.entity.ts';
import { commit } from './commit.ts';
import { payeeEntity } from './payee.entity.ts';

/** Remembers that the owner of `payerAccountId` has paid this account under step-up: 1 unit, the same however often. */
export async function savePayee(payerAccountId: string, payeeAccountId: string, knownSince: bigint): Promise<void> {
  const payer = await accountEntity.read({ accountId: payerAccountId });
  if (!payer?.ownerId) throw new Error(`account ${payerAccountId} has no owner`);
  await commit(payeeEntity.put({ customerId: payer.ownerId, accountId: payeeAccountId, knownSince }));
}
