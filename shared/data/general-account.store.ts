import { chart, type GeneralAccount, partOf } from '../domain/ledger/chart.ts';
import { emptyPosition } from '../domain/ledger/position.ts';
import { accountEntity, accountIndexEntity, type AccountRow, indexShardOf } from './account.entity.ts';
import { commit, Stale } from './commit.ts';
import { hotShardNames } from './hot-shard.ts';

/** A general-ledger account, or a part of a hot one, before its first entry. */
export const newGeneralRow = (accountId: string): AccountRow => ({
  accountId,
  accountClass: 'GL',
  status: 'OPEN',
  ...emptyPosition,
  version: 1n,
  openedAt: BigInt(Date.now()),
});

/** The row of a general-ledger account that is not hot; the first reader opens it, so that no environment needs a step by hand. */
export async function readGeneralAccount({ accountId, code, hot }: GeneralAccount): Promise<AccountRow> {
  if (hot) throw new Error(`${code} is hot: it is posted to unread, and read in parts`);
  return (await accountEntity.read({ accountId }, 'consistent')) ?? open(accountId);
}

/** Opens every account of the chart that is not there yet; hot ones need no opening. */
export async function openGeneralAccounts(): Promise<void> {
  for (const account of chart) if (!account.hot) await readGeneralAccount(account);
}

/** The parts of every hot account, those too that have no entry yet: one read unit each. */
export async function readHotParts(): Promise<AccountRow[]> {
  const parts: AccountRow[] = [];
  for (const { accountId } of chart.filter(({ hot }) => hot)) {
    const ids = hotShardNames.map((shard) => ({ accountId: partOf(accountId, shard) }));
    const rows = new Map((await accountEntity.readMany(ids, 'consistent')).map((row) => [row.accountId, row]));
    parts.push(...ids.map((id) => rows.get(id.accountId) ?? newGeneralRow(id.accountId)));
  }
  return parts;
}

/** The row and its place in the index together: an account outside the index would be missed by the trial balance. */
async function open(accountId: string): Promise<AccountRow> {
  const row = newGeneralRow(accountId);
  const taken = () => new Stale('the account was opened meanwhile');
  try {
    await commit(
      accountEntity.insert(row, taken),
      accountIndexEntity.put({ shard: indexShardOf(accountId), accountId }),
    );
    return row;
  } catch (error) {
    const there = error instanceof Stale ? await accountEntity.read({ accountId }, 'consistent') : undefined;
    if (there) return there;
    throw error;
  }
}
