import { generalAccount } from '../domain/ledger/chart.ts';
import { move } from '../domain/ledger/position.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { commit, decide, type Write } from './commit.ts';
import { hotEntryEntity, type HotEntryRow } from './entry.entity.ts';
import { readGeneralAccount } from './general-account.store.ts';

/** Lines per transaction: DynamoDB takes 100 writes, one of them is the account's; one is left free. */
const linesMax = 98;

/**
 * Brings lines of one hot account into its balance (汇总记账): each gets the next number, oldest first, and the account takes their
 * sum, in transactions of 2 + 2n write units. Lines that have a number are left out, so a repeat changes nothing.
 * @throws TryAgain, OutcomeUnknown
 */
export async function numberHotEntries(accountId: string, entries: readonly HotEntryRow[]): Promise<void> {
  // A stream may hand over one line twice, and a transaction takes an item once.
  const lines = [
    ...new Map(entries.map((entry) => [`${entry.shard}#${entry.bookedAt}#${entry.entryId}`, entry])).values(),
  ];
  lines.sort(oldestFirst);
  for (let start = 0; start < lines.length; start += linesMax)
    await numberTogether(accountId, lines.slice(start, start + linesMax));
}

async function numberTogether(accountId: string, lines: readonly HotEntryRow[]): Promise<void> {
  let waiting = lines;
  let trusted = true;
  await decide(async () => {
    // The stream's image is trusted once, since a redelivery is rare and a read of each line would cost a unit.
    if (!trusted) waiting = await stillWaiting(lines);
    trusted = false;
    if (waiting.length > 0) await commit(...numbering(await readHot(accountId), waiting));
  });
}

async function stillWaiting(lines: readonly HotEntryRow[]): Promise<HotEntryRow[]> {
  const rows = await hotEntryEntity.readMany(lines, 'consistent');
  const waiting = rows.filter(({ seq }) => seq === undefined);
  return waiting.toSorted(oldestFirst);
}

const oldestFirst = (a: HotEntryRow, b: HotEntryRow): number =>
  Number(a.bookedAt - b.bookedAt) || (a.entryId < b.entryId ? -1 : 1);

function numbering(account: AccountRow, lines: readonly HotEntryRow[]): Write[] {
  const { is } = accountEntity.guard;
  const { absent, present } = hotEntryEntity.guard;
  let after = account;
  const writes = lines.map((line) => {
    after = { ...after, ...move(after, line.amountFen) };
    return hotEntryEntity.update(line, { set: { seq: after.seq, balanceAfter: after.balance } }, [
      present('amountFen'),
      absent('seq'),
    ]);
  });
  const { balance, available, seq } = after;
  const newest = lines.at(-1)!.bookedAt;
  const movedAt = newest > (account.movedAt ?? 0n) ? newest : account.movedAt;
  return [
    ...writes,
    accountEntity.update(account, { set: { balance, available, seq, movedAt, version: account.version + 1n } }, [
      is('version', account.version),
    ]),
  ];
}

function readHot(accountId: string): Promise<AccountRow> {
  const account = generalAccount(accountId);
  if (!account?.hot) throw new Error(`${accountId} is not a hot account`);
  return readGeneralAccount(account);
}
