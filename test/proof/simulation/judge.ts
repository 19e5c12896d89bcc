import { accountEntity, type AccountRow } from '../../../shared/data/account.entity.ts';
import { secretsOf } from '../../../shared/data/account.store.ts';
import { type EntryRow, entryEntity, hotEntryEntity } from '../../../shared/data/entry.entity.ts';
import { digestOf, termsOf, type TransferRow } from '../../../shared/data/transfer.entity.ts';
import { shownPayee } from '../../../shared/data/transfer.store.ts';
import { checkLedger } from '../../../shared/domain/ledger/invariants.ts';
import { transferRulesOf } from '../../../shared/domain/parameters/transfer.ts';
import { dayOf } from '../../../shared/domain/time.ts';
import { countersAt } from '../../../shared/domain/transfers/counters.ts';
import { timeOfId } from '../../../shared/domain/ids.ts';
import { nativeOf } from '../memory/light-client.ts';
import type { Item } from '../memory/value.ts';
import { said } from '../said.ts';
import type { Client, Told } from './client.ts';
import type { World } from './world.ts';

/** Everything that is wrong with a world that has come to rest; nothing, if its promises were kept. */
export async function judge(world: World, client: Client): Promise<string[]> {
  const facts = factsOf(world.table.items());
  const ended = client.told.map((told) => ({
    told,
    row: facts.entries.find(({ entryId }) => entryId.slice(-26) === told.id.slice(-26)),
  }));
  const ledger = checkLedger({
    now: world.now(),
    since: 0,
    until: Number.MAX_SAFE_INTEGER,
    ...facts,
    told: {
      posted: client.told.filter(({ answer, state }) => answer === 'DONE' && state === 'BOOKED').map(({ id }) => id),
      refused: client.told.filter(({ answer }) => answer !== 'DONE').map(({ id }) => id),
    },
  });
  return [
    ...ledger.map(({ invariant, subject, detail }) => `${invariant} ${subject} ${detail}`),
    ...client.lies,
    ...world.broken.map((error) => `failed for good: ${said(error)}`),
    ...ended.flatMap(({ told, row }) => [...absences(told, row), ...broken(told, row)]),
    ...(await Promise.all(facts.entries.map((row) => authorization(facts, row)))).flat(),
    ...facts.accounts.flatMap((account) => counters(facts, account, world.now())),
  ];
}

interface Facts {
  readonly accounts: AccountRow[];
  readonly entries: TransferRow[];
  readonly hotEntries: Parameters<typeof checkLedger>[0]['hotEntries'];
}

export function factsOf(items: readonly Item[]): Facts {
  const rows = items.map(nativeOf);
  const of = <Row>(entity: { name: string; from: (item: Record<string, unknown>) => Row }) =>
    rows.filter((row) => row['entity'] === entity.name).map((row) => entity.from(row));
  return { accounts: of(accountEntity), entries: of(entryEntity) as TransferRow[], hotEntries: of(hotEntryEntity) };
}

/** Accepted and then gone, or still waiting when all is over. */
function absences({ answer, id }: Told, row: EntryRow | undefined): string[] {
  if (answer !== 'DONE') return row ? [`I6 ${id} was refused with ${answer} but is there as ${row.status}`] : [];
  if (!row) return [`I6 ${id} was accepted but is not there`];
  return row.status === 'PDNG' ? [`I7 ${id} is stuck as ${row.state}`] : [];
}

/** What was said of a transfer must be so in the end; and no more than five guesses are ever judged, one code at a time. */
function broken({ id, later, resentAt, fen }: Told, row: TransferRow | undefined): string[] {
  const count = (answer: string) => later.filter((one) => one === answer).length;
  const ended = (...states: string[]) =>
    row?.state !== undefined && states.includes(row.state) ? [] : [`${id} was ${states[0]} and is ${row?.state}`];
  const authorized = later.some((one) => /^authorizeTransfer (AUTHORIZED|BOOKED)$/.test(one));
  return [
    ...(authorized ? ended('BOOKED', 'REJECTED') : []),
    ...(count('cancelTransfer CANCELLED') > 0 ? ended('CANCELLED') : []),
    ...(count('authorizeTransfer WRONG_CODE') > guessesMax
      ? [`abuse 3: ${id} judged ${count('authorizeTransfer WRONG_CODE')} wrong codes`]
      : []),
    ...tooSoon(resentAt).map((ms) => `${id} got two codes within ${ms} ms`),
    ...(count('old code AUTHORIZED') > 0 ? [`${id} took a code that a newer one had made void`] : []),
    ...(row && -row.amountFen !== fen && row.accountId !== row.counterpartyId && row.kind === 'transfer-out'
      ? [`${id} is of another amount`]
      : []),
  ];
}

const guessesMax = 5;

/** Times between two codes that are shorter than the pause. Others may have let the time pass meanwhile, so the bank's clock counts. */
const tooSoon = (resentAt: readonly number[]): number[] =>
  resentAt
    .toSorted((a, b) => a - b)
    .flatMap((at, index, all) => (index > 0 ? [at - all[index - 1]!] : []))
    .filter((ms) => ms < transferRulesOf(dayOf(resentAt[0]!)).codePauseSeconds * 1000);

/** I8: what was booked after step-up carries its evidence, and the digest of exactly what was booked. */
async function authorization({ accounts }: Facts, row: TransferRow): Promise<string[]> {
  if (row.state !== 'BOOKED' || row.digest === undefined) return [];
  const payee = accounts.find(({ accountId }) => accountId === row.counterpartyId)!;
  const digest = digestOf(termsOf(row, shownPayee(await secretsOf(payee))));
  return [
    ...(digest === row.digest ? [] : [`I8 ${row.entryId} is not what was authorized`]),
    ...(row.authorizedBy ? [] : [`I8 ${row.entryId} is booked without evidence`]),
    ...(row.taskToken || row.codeHash ? [`I8 ${row.entryId} still has its challenge`] : []),
  ];
}

/** I9: the counters of today and this year are what left the account for others, and within the rules. */
function counters({ entries, accounts }: Facts, account: AccountRow, now: number): string[] {
  const ownerOf = (id: string) => accounts.find(({ accountId }) => accountId === id)?.ownerId;
  const out = entries.filter(
    (row) =>
      row.accountId === account.accountId &&
      row.kind === 'transfer-out' &&
      row.status !== 'RLSD' &&
      ownerOf(row.counterpartyId) !== account.ownerId,
  );
  const stored = countersAt(account, now);
  const today = out.filter((row) => countedOn(row) === stored.day);
  // By a clock that is late: booked before midnight, counted after it.
  const perhaps = sum(out.filter((row) => countedOn(row) < stored.day && countedOn(row, skewMsMax) === stored.day));
  const found = {
    dayOutFen: sum(today),
    dayFreeFen: sum(today.filter(({ digest }) => digest === undefined)),
    yearOutFen: sum(out.filter((row) => countedOn(row).slice(0, 4) === stored.year)),
  };
  const rules = transferRulesOf(dayOf(now));
  return [
    ...(['dayOutFen', 'dayFreeFen', 'yearOutFen'] as const).flatMap((field) =>
      stored[field] >= found[field] && stored[field] <= found[field] + perhaps
        ? []
        : [`I9 ${account.accountId} ${field} is ${stored[field]}, entries say ${found[field]} or ${perhaps} more`],
    ),
    ...(stored.dayFreeFen > rules.stepUpFreeDayFen
      ? [`I9 ${account.accountId} moved ${stored.dayFreeFen} without step-up`]
      : []),
    ...(stored.dayOutFen > rules.newDeviceDayFen ? [`I9 ${account.accountId} moved ${stored.dayOutFen} in a day`] : []),
  ];
}

const sum = (rows: readonly TransferRow[]) => rows.reduce((total, { amountFen }) => total - amountFen, 0n);

/** The largest difference of two clocks in a storm, in ms: one is 10 s ahead, the other 10 s behind. */
const skewMsMax = 20_000;

/** The day on which a transfer was counted: when it was ordered, by the bank's clock. */
const countedOn = (row: TransferRow, lateMs = 0): string =>
  row.executionDate ?? dayOf(Number(row.bookedAt ?? timeOfId(row.entryId)) + lateMs);
