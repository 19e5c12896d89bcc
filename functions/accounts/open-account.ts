import * as z from 'zod/mini';
import { accountView, viewAccount } from '../../shared/contract/account-view.ts';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { accountEntity } from '../../shared/data/account.entity.ts';
import { saveOpening, secretsOf } from '../../shared/data/account.store.ts';
import { decide } from '../../shared/data/commit.ts';
import { refusedOnlyIfAbsent } from '../../shared/data/final-refusal.ts';
import { requireCustomer } from '../../shared/data/customer.store.ts';
import { derivedId } from '../../shared/data/new-id.ts';
import { accountClass } from '../../shared/domain/accounts/account.ts';
import { BoundAccountMissing, TooManyAccounts } from '../../shared/domain/accounts/account-errors.ts';
import { requireFresh, requireSame } from '../../shared/domain/idempotency.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'openAccount',
  summary: 'Open an account of class I, or of class II or III bound to it',
  method: 'POST',
  path: '/accounts',
  auth: 'customer',
  business: 'account',
  idempotent: true,
  status: 201,
  grants: ['table:write', 'keyring'],
  input: z.strictObject({
    accountClass,
    /** The customer has read and agreed to the prescribed sentence on not renting, lending or selling accounts (银发〔2019〕85号 §8). */
    noLendingPledge: z.literal(true),
  }),
  output: accountView,
  errors: [TooManyAccounts, BoundAccountMissing],
});

export const handler = serve(contract, async ({ accountClass: wanted }, { caller, idempotency, now }) => {
  const { customerId } = caller;
  const accountId = derivedId('acc', customerId, idempotency.key);
  return decide(async () => {
    const existing = await accountEntity.read({ accountId }, 'consistent');
    if (existing) {
      requireSame(idempotency.bodyHash, existing.bodyHash);
      return new Replayed(viewAccount(existing, await secretsOf(existing)));
    }
    return refusedOnlyIfAbsent(accountEntity, { accountId }, async () => {
      requireFresh(idempotency.key, now);
      const { name } = await requireCustomer(customerId);
      const { bodyHash } = idempotency;
      const opened = await saveOpening({
        accountId,
        customerId,
        holderName: name,
        accountClass: wanted,
        bodyHash,
        now,
      });
      return viewAccount(opened, await secretsOf(opened));
    });
  });
});
