import * as z from 'zod/mini';
import { accountView, viewAccount } from '../../shared/contract/account-view.ts';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract, type Output } from '../../shared/contract/contract.ts';
import { accountEntity } from '../../shared/data/account.entity.ts';
import { saveOpening, secretsOf } from '../../shared/data/account.store.ts';
import { decide, unlessMade } from '../../shared/data/commit.ts';
import type { Sight } from '../../shared/data/entity.ts';
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
  const made = async (sight: Sight) => {
    const account = await accountEntity.read({ accountId }, sight);
    if (!account) return undefined;
    requireSame(idempotency.bodyHash, account.bodyHash);
    return new Replayed(viewAccount(account, await secretsOf(account)));
  };
  const open = async () => {
    const earlier = await made('consistent');
    if (earlier) return earlier;
    requireFresh(idempotency.key, now);
    const { name } = await requireCustomer(customerId);
    const { bodyHash } = idempotency;
    const opened = await saveOpening({ accountId, customerId, holderName: name, accountClass: wanted, bodyHash, now });
    return viewAccount(opened, await secretsOf(opened));
  };
  return decide(() => unlessMade<Output<typeof contract> | Replayed<Output<typeof contract>>>(open, made));
});
