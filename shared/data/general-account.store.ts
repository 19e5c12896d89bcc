import { chart, type GeneralAccount } from '../domain/ledger/chart.ts';
import { accountEntity, accountIndexEntity, type AccountRow, indexShardOf } from './account.entity.ts';
import { commit, Stale } from './commit.ts';

/** The row of a general-ledger account; the first reader opens it, so that no environment needs a step by hand. */
export async function readGeneralAccount(account: GeneralAccount): Promise<AccountRow> {
  const { accountId } = account;
  const row = await accountEntity.read({ accountId }, 'consistent');
  return row ?? open(account);
}

/** Opens every account of the chart that is not there yet. */
export async function openGeneralAccounts(): Promise<void> {
  for (const account of chart) await readGeneralAccount(account);
}

/** The row and its place in the index together: an account outside the index would be missed by the trial balance. */
async function open({ accountId }: GeneralAccount): Promise<AccountRow> {
  const row: AccountRow = {
    accountId,
    accountClass: 'GL',
    status: 'OPEN',
    balance: 0n,
    available: 0n,
    held: 0n,
    seq: 0n,
    version: 1n,
    openedAt: BigInt(Date.now()),
  };
  const taken = () => new Stale('the account was opened meanwhile');
  try {
    await commit(
      accountEntity.insert(row, taken),
      accountIndexEntity.insert({ shard: indexShardOf(accountId), accountId }, taken),
    );
    return row;
  } catch (error) {
    const there = error instanceof Stale ? await accountEntity.read({ accountId }, 'consistent') : undefined;
    if (there) return there;
    throw error;
  }
}
