import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { holdView, viewHold } from '../../shared/contract/entry-view.ts';
import { pageLimitUsual, pageOf, pageQuery } from '../../shared/contract/page-view.ts';
import { readOwnAccount } from '../../shared/data/account.store.ts';
import { counterpartyOf } from '../../shared/data/line-secrets.ts';
import { InvalidCursor } from '../../shared/data/page.ts';
import { readHolds } from '../../shared/data/statement.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listHolds',
  summary: 'Page through the money of an account that is reserved but not booked, newest first',
  method: 'GET',
  path: '/accounts/{accountId}/holds',
  auth: 'customer',
  business: 'account',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.strictObject({ accountId: idOf('acc'), ...pageQuery }),
  output: pageOf(holdView),
  errors: [AccountNotFound, InvalidCursor],
});

export const handler = serve(contract, async ({ accountId, limit = pageLimitUsual, cursor }, { caller, now }) => {
  await readOwnAccount(caller.customerId, accountId);
  const page = await readHolds(accountId, now, { limit, cursor });
  return { ...page, data: await Promise.all(page.data.map(async (row) => viewHold(row, await counterpartyOf(row)))) };
});
