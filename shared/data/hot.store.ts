import { generalAccount, partOf } from '../domain/ledger/chart.ts';
import { move } from '../domain/ledger/position.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { commit, decide, Stale, type Write } from './commit.ts';
import { hotEntryEntity, type HotEntryRow } from './entry.entity.ts';
import { newGeneralRow } from './general-account.store.ts';

/** Lines per transaction: DynamoDB takes 100 writes, one of them is the account's; one is left free. */
const linesMax = 98;

/**
 * Brings lines of hot accounts into their balance (汇总记账), each partition by itself: a line gets the partition's next number,
 * oldest first, and its balance takes their sum, in transactions of 2 + 2n write units. Lines that have a number are left out,
 * so a repeat changes nothing.
 * @throws TryAgain, OutcomeUnknown
 */
export async function numberHotEntries(entries: readonly HotEntryRow[]): Promise<void> {
  const parts = Map.groupBy(entries, ({ accountId, shard }) => partOf(accountId, shard));
  await Promise.all([...parts].map(([part, ofPart]) => numberPart(part, ofPart)));
}

async function numberPart(part: string, entries: readonly HotEntryRow[]): Promise<void> {
  if (!generalAccount(part)?.hot) throw new Error(`${part} is no part of a hot account`);
  // A stream may hand over one line twice, and a transaction takes an item once.
  const lines = [...new Map(entries.map((entry) => [hotEntryEntity.key(entry).sk, entry])).values()].toSorted(
    oldestFirst,
  );
  for (let start = 0; start < lines.length; start += linesMax) {
    await numberTogether(part, lines.slice(start, start + linesMax));
  }
}

async function numberTogether(part: string, lines: readonly HotEntryRow[]): Promise<void> {
  let waiting = lines;
  let trusted = true;
  await decide(async () => {
    // The stream's image is trusted once, since a redelivery is rare and a read of each line would cost a unit.
    if (!trusted) waiting = await stillWaiting(lines);
    trusted = false;
    if (waiting.length > 0)
      await commit(...numbering(part, await accountEntity.read({ accountId: part }, 'consistent'), waiting));
  });
}

async function stillWaiting(lines: readonly HotEntryRow[]): Promise<HotEntryRow[]> {
  const rows = await hotEntryEntity.readMany(lines, 'consistent');
  return rows.filter(({ seq }) => seq === undefined).toSorted(oldestFirst);
}

const oldestFirst = (a: HotEntryRow, b: HotEntryRow): number =>
  Number(a.bookedAt - b.bookedAt) || (a.entryId < b.entryId ? -1 : 1);

function numbering(part: string, before: AccountRow | undefined, lines: readonly HotEntryRow[]): Write[] {
  const { absent, present } = hotEntryEntity.guard;
  let after = before ?? newGeneralRow(part);
  const writes = lines.map((line) => {
    after = { ...after, ...move(after, line.amountFen) };
    const given = { set: { seq: after.seq, balanceAfter: after.balance } };
    return hotEntryEntity.update(line, given, [present('amountFen'), absent('seq')]);
  });
  const newest = lines.at(-1)!.bookedAt;
  const movedAt = newest > (after.movedAt ?? 0n) ? newest : after.movedAt!;
  return [...writes, savePart(before, { ...after, movedAt })];
}

/** The first lines of a part bring its row into being, for the same 2 units: no part has to be opened. */
function savePart(before: AccountRow | undefined, after: AccountRow & { movedAt: bigint }): Write {
  if (!before) return accountEntity.insert(after, () => new Stale('the part was opened meanwhile'));
  const { balance, available, seq, movedAt } = after;
  const set = { balance, available, seq, movedAt, version: before.version + 1n };
  return accountEntity.update(before, { set }, [accountEntity.guard.is('version', before.version)]);
}
