import { accountEntity, accountIndexEntity, type AccountRow, indexShardOf } from '../../shared/data/account.entity.ts';
import { commit, decide } from '../../shared/data/commit.ts';
import { hotEntryEntity, type HotEntryRow } from '../../shared/data/entry.entity.ts';
import { readHotParts } from '../../shared/data/general-account.store.ts';
import { hotShardNames } from '../../shared/data/hot-shard.ts';
import { numberHotEntries } from '../../shared/data/hot.store.ts';
import { readPage } from '../../shared/data/page.ts';
import { postJournal } from '../../shared/data/ledger.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { TryAgain } from '../../shared/domain/outcome.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { partOf, sandboxNostro } from '../../shared/domain/ledger/chart.ts';
import { emptyPosition } from '../../shared/domain/ledger/position.ts';

/** An open, empty account of a customer, in the index. */
export async function openedAccount(fields: Partial<AccountRow> = {}): Promise<AccountRow> {
  const accountId = newId('acc');
  const row: AccountRow = {
    accountId,
    accountClass: 'I',
    status: 'OPEN',
    ownerId: newId('cus'),
    ...emptyPosition,
    version: 1n,
    openedAt: BigInt(Date.now()),
    ...fields,
  };
  const taken = () => new Error('taken');
  await commit(accountEntity.insert(row, taken), accountIndexEntity.put({ shard: indexShardOf(accountId), accountId }));
  return row;
}

/** The account as it is now. */
export async function account(id: { accountId: string }): Promise<AccountRow> {
  return (await accountEntity.read(id, 'consistent'))!;
}

/** Pays money in from the sandbox bank. */
export function payIn(id: { accountId: string }, fen: bigint, bookedAt = Date.now()): Promise<void> {
  const journalId = newId('jnl', bookedAt);
  return patiently(() =>
    decide(async () => {
      const payee = await account(id);
      await postJournal({
        journalId,
        bookedAt,
        legs: [
          { account: payee, amountFen: fen, line: line('pay-in', sandboxNostro.accountId, journalId) },
          { account: sandboxNostro, amountFen: -fen, line: line('pay-in', payee.accountId) },
        ],
      });
    }),
  );
}

/** Moves money between two accounts as a transfer does: the payer's line carries the transfer's id. */
export function transfer(
  from: { accountId: string },
  to: { accountId: string },
  fen: bigint,
  transferId = newId('trf'),
): Promise<void> {
  return patiently(() =>
    decide(async () => {
      const [payer, payee] = await Promise.all([account(from), account(to)]);
      await postJournal({
        journalId: transferId,
        bookedAt: Date.now(),
        legs: [
          { account: payer, amountFen: -fen, line: line('transfer-out', payee.accountId, transferId) },
          { account: payee, amountFen: fen, line: line('transfer-in', payer.accountId) },
        ],
      });
    }),
  );
}

/** As a client does: TRY_AGAIN means that nothing was done. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError && error.spec === TryAgain)) throw error;
    }
  }
}

export const line = (
  kind: 'pay-in' | 'transfer-out' | 'transfer-in' | 'payment',
  counterpartyId: string,
  entryId = newId('ent'),
) => ({
  entryId,
  kind,
  counterpartyId,
});

/** A hold to be placed on an account, as a transfer would. */
export function holdOf({ accountId }: { accountId: string }, fen: bigint, payeeId: string, until = Date.now()) {
  const entryId = newId('trf');
  const held = { accountId, journalId: entryId, amountFen: -fen, holdUntil: BigInt(until) };
  return { ...held, ...line('payment', payeeId, entryId) };
}

/** Lines of the nostro that have no number yet. */
export async function waitingLines(): Promise<HotEntryRow[]> {
  const span = { from: 'ENT#', to: 'ENT#~', order: 'oldest' as const, limit: 1000, consistency: 'consistent' as const };
  const pages = await Promise.all(
    hotShardNames.map((shard) =>
      readPage(hotEntryEntity, { pk: `ACC#${partOf(sandboxNostro.accountId, shard)}`, ...span }),
    ),
  );
  return pages.flatMap(({ data }) => data).filter(({ seq }) => seq === undefined);
}

/** What the stream's consumer does in the cloud. */
export const foldAll = async (): Promise<void> => numberHotEntries(await waitingLines());

/** Balance and number of lines of the nostro: the sums of its parts. */
export async function nostro(): Promise<{ balance: bigint; seq: bigint }> {
  const parts = (await readHotParts()).filter(({ accountId }) => accountId.startsWith(sandboxNostro.accountId));
  const sum = (field: 'balance' | 'seq') => parts.reduce((total, part) => total + part[field], 0n);
  return { balance: sum('balance'), seq: sum('seq') };
}
