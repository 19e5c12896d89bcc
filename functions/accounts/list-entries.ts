import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { entryView, viewEntry } from '../../shared/contract/entry-view.ts';
import { pageLimitUsual, pageOf, pageQuery } from '../../shared/contract/page-view.ts';
import { readOwnAccount } from '../../shared/data/account.store.ts';
import { counterpartyOf } from '../../shared/data/line-secrets.ts';
import { filtersOf, InvalidCursor } from '../../shared/data/page.ts';
import { readStatement } from '../../shared/data/statement.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { entryKinds } from '../../shared/domain/ledger/entry.ts';
import { serve } from '../../shared/lambda/serve.ts';

const filters = z.strictObject({
  direction: z.optional(z.enum(['in', 'out'])),
  kind: z.optional(z.enum(entryKinds)),
  /** First and last Asia/Shanghai day of booking. */
  from: z.optional(z.iso.date()),
  to: z.optional(z.iso.date()),
});

export const contract = defineContract({
  name: 'listEntries',
  summary: 'Page through the booked lines of an account, newest first',
  method: 'GET',
  path: '/accounts/{accountId}/entries',
  auth: 'customer',
  business: 'account',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.extend(filters, { accountId: idOf('acc'), ...pageQuery }),
  output: pageOf(entryView),
  errors: [AccountNotFound, InvalidCursor],
});

export const handler = serve(contract, async ({ accountId, limit = pageLimitUsual, cursor, ...asked }, { caller }) => {
  await readOwnAccount(caller.customerId, accountId);
  const page = await readStatement(accountId, filtersOf(filters, asked, cursor), { limit, cursor });
  return { ...page, data: await Promise.all(page.data.map(async (row) => viewEntry(row, await counterpartyOf(row)))) };
});
