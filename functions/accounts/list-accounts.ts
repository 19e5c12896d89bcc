import * as z from 'zod/mini';
import { accountView, viewAccount } from '../../shared/contract/account-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { readAccountsOf, secretsOf } from '../../shared/data/account.store.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listAccounts',
  summary: "List the caller's accounts, class I first",
  method: 'GET',
  path: '/accounts',
  auth: 'customer',
  business: 'account',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.strictObject({}),
  /** Never more than eleven accounts (1 + 5 + 5), so the list is one page. */
  output: z.strictObject({ data: z.array(accountView) }),
  errors: [],
});

export const handler = serve(contract, async (_, { caller }) => {
  const accounts = await readAccountsOf(caller.customerId);
  return { data: await Promise.all(accounts.map(async (account) => viewAccount(account, await secretsOf(account)))) };
});
