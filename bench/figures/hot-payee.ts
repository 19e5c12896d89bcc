import { newId } from '../../shared/data/new-id.ts';
import { hotShardOf } from '../../shared/data/hot-shard.ts';
import { partOf, sandboxNostro } from '../../shared/domain/ledger/chart.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import type { Command, Spent } from '../cloud/meter.ts';
import { withMeteredBank } from '../cloud/with-bank.ts';
import { type Figure, atMost, quantile } from '../figure.ts';
import { assumed, type HotKeys, randomOf, simulateHotPayee } from '../hot-payee.ts';
import { Person } from '../units/person.ts';

/** Any number: the run repeats. */
const seed = 20_261_124;

/** Goal 10: a minute of 5,000 transfers a second to one hot account, simulated with the keys that the real commands write. */
export const hotPayeeFigures = (): Promise<Figure[]> =>
  withMeteredBank(async (bank) => {
    const { peakUnitsPerKey, conflictShare, lagMs } = simulateHotPayee(await keysOf(bank), randomOf(seed));
    const what = `${assumed.transfersPerSecond} transfers a second to one hot account, simulated`;
    return [
      atMost('10', `${what}: peak of one key`, peakUnitsPerKey, 500, 'WRU/s'),
      atMost('10', `${what}: conflicts`, conflictShare * 100, 1, '%'),
      atMost('10', `${what}: fold lag p99`, quantile(lagMs, 0.99) / 1000, 5, 's'),
    ];
  });

/** Takes keys and units from what a posting and its fold really sent, and proves that the keys are those of the code's own rule. */
async function keysOf(bank: MeteredBank): Promise<HotKeys> {
  const person = await Person.arrived(bank);
  await bank.quiet();
  bank.functions.take();
  const { journalId } = await person.paidIn(100n);
  await bank.quiet();
  const calls = bank.functions.take();
  const posting = transactionOf(calls, 'payIn');
  const folding = transactionOf(calls, 'foldHotEntries');
  const partitionOf = (journal: string) => `ACC#${partOf(sandboxNostro.accountId, hotShardOf(journal))}`;
  const partition = partitionOf(journalId);
  const written = writesTo(posting, partition);
  const numbered = writesTo(folding, partition);
  if (written !== 1 || numbered !== 2)
    throw new Error(`a posting writes ${written} and a fold ${numbered} items of ${partition}`);
  const each = (command: Command) => command.write / itemsOf(command).length;
  const units = { line: each(posting), numberedLine: each(folding), numberedPart: each(folding) };
  return { partitionOf, newJournalId: () => newId('jnl'), units };
}

type Items = readonly Readonly<Record<string, { Key?: { pk: string }; Item?: { pk: string } }>>[];
const itemsOf = ({ input }: Command): Items => input['TransactItems'] as Items;
const writesTo = (command: Command, pk: string): number =>
  itemsOf(command).filter((item) => Object.values(item).some(({ Key, Item }) => (Key ?? Item)?.pk === pk)).length;

function transactionOf(calls: readonly Spent[], operation: string): Command {
  const found = calls
    .findLast((call) => call.operation === operation)
    ?.commands.find(({ name }) => name === 'TransactWrite');
  if (!found) throw new Error(`${operation} wrote no transaction`);
  return found;
}
