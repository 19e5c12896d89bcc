import * as z from 'zod/mini';
import { accountView, viewAccount } from '../../shared/contract/account-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { readOwnAccount, secretsOf } from '../../shared/data/account.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'readAccount',
  summary: 'Read an account with its balance',
  method: 'GET',
  path: '/accounts/{accountId}',
  auth: 'customer',
  business: 'account',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.strictObject({ accountId: idOf('acc') }),
  output: accountView,
  errors: [AccountNotFound],
});

export const handler = serve(contract, async ({ accountId }, { caller }) => {
  const account = await readOwnAccount(caller.customerId, accountId);
  return viewAccount(account, await secretsOf(account));
});
