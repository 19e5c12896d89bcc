import { firstIdBodyOf } from '../domain/ids.ts';
import { type AccountFact, type EntryFact, foldMsMax, settledMs } from '../domain/ledger/books.ts';
import { isHot } from '../domain/ledger/chart.ts';
import { holdMsMax, idSkewMs } from '../domain/ledger/hold.ts';
import { accountEntity } from './account.entity.ts';
import { entryEntity, type EntryRow, hotEntryEntity } from './entry.entity.ts';
import { readPage } from './page.ts';

const pageLines = 100;

/**
 * The lines of an account that were booked since a time, with the one before them, and its open holds; maybe some more. Nothing
 * is read of an account that has been at rest.
 */
export async function linesSince(account: AccountFact, since: number, now: number): Promise<EntryFact[]> {
  if (isHot(account.accountId)) return hotLinesSince(account.accountId, since - foldMsMax);
  const atRest = Number(account.movedAt ?? 0n) < since - settledMs && account.held === 0n;
  return atRest ? [] : plainLinesSince(account, since - settledMs, now);
}

/** Back from the newest id. A line is booked later than its id was made, so it is the numbers that say when all are found. */
async function plainLinesSince(account: AccountFact, since: number, now: number): Promise<EntryRow[]> {
  const lines: EntryRow[] = [];
  const reach = new Reach(account, since, `ENT#${firstIdBodyOf(now - holdMsMax - idSkewMs)}`);
  const { pk } = entryEntity.key({ accountId: account.accountId, entryId: '' });
  let cursor: string | undefined;
  do {
    const slice = { pk, from: 'ENT#', to: 'ENT#~', limit: pageLines, cursor, order: 'newest' as const };
    const page = await readPage(entryEntity, { ...slice, consistency: 'consistent' });
    for (const line of page.data) reach.add(line);
    lines.push(...page.data);
    cursor = page.next;
  } while (cursor !== undefined && !reach.isEnough());
  return lines;
}

/** How far back a walk has come: numbers without a gap down to one booked before the time, and the holds that make up `held`. */
class Reach {
  private readonly bookedAt = new Map<bigint, number>();
  private readonly account: AccountFact;
  private readonly since: number;
  private readonly holdsFrom: string;
  private lowest: bigint;
  private before = false;
  private openFen = 0n;
  private oldest = '~';

  constructor(account: AccountFact, since: number, holdsFrom: string) {
    this.account = account;
    this.since = since;
    this.holdsFrom = holdsFrom;
    this.lowest = account.seq;
  }

  add(line: EntryRow): void {
    if (line.seq !== undefined) this.bookedAt.set(line.seq, Number(line.bookedAt));
    if (line.status === 'PDNG') this.openFen -= line.amountFen;
    this.oldest = entryEntity.key(line).sk;
  }

  isEnough(): boolean {
    for (let at = this.bookedAt.get(this.lowest); at !== undefined; at = this.bookedAt.get(this.lowest)) {
      this.before ||= at < this.since;
      this.lowest--;
    }
    const holdsFound = this.openFen === this.account.held || this.oldest < this.holdsFrom;
    return holdsFound && (this.before || this.lowest === 0n);
  }
}

/** Lines of a hot account's part lie by the time of booking, so the span alone says what to read. */
async function hotLinesSince(accountId: string, since: number): Promise<EntryFact[]> {
  const { pk } = accountEntity.key({ accountId });
  const lines: EntryFact[] = [];
  let cursor: string | undefined;
  do {
    const from = `ENT#${String(Math.max(0, since)).padStart(13, '0')}`;
    const page = await readPage(hotEntryEntity, {
      pk,
      from,
      to: 'ENT#~',
      limit: 1000,
      cursor,
      order: 'oldest',
      consistency: 'consistent',
    });
    lines.push(...page.data.map((line) => ({ ...line, accountId, status: 'BOOK' as const })));
    cursor = page.next;
  } while (cursor !== undefined);
  return lines;
}
