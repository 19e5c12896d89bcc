import { accountEntity, accountIndexEntity, accountIndexShards, type AccountRow } from './account.entity.ts';
import { openGeneralAccounts, readHotParts } from './general-account.store.ts';
import { readPage } from './page.ts';

/** Keys per BatchGetItem. */
const batch = 100;

/**
 * Visits every account of the bank as it is now, by way of the index and so without a scan: 16 partitions side by side, accounts
 * of one partition one after the other. One read unit an account, and one per 60 for the index.
 */
export async function visitAccounts(visit: (account: AccountRow) => Promise<void>): Promise<void> {
  await openGeneralAccounts();
  await Promise.all([visitHotParts(visit), ...accountIndexShards.map((shard) => visitShard(shard, visit))]);
}

/** Parts of hot accounts are known by their names, so they are not in the index. */
async function visitHotParts(visit: (account: AccountRow) => Promise<void>): Promise<void> {
  for (const part of await readHotParts()) await visit(part);
}

async function visitShard(shard: string, visit: (account: AccountRow) => Promise<void>): Promise<void> {
  let cursor: string | undefined;
  do {
    const slice = {
      pk: accountIndexEntity.key({ shard, accountId: '' }).pk,
      from: 'acc_',
      to: 'acc_~',
      limit: batch,
      cursor,
    };
    const page = await readPage(accountIndexEntity, { ...slice, order: 'oldest', consistency: 'consistent' });
    for (const account of await accountEntity.readMany(page.data, 'consistent')) await visit(account);
    cursor = page.next;
  } while (cursor !== undefined);
}
