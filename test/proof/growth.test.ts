import { afterAll, beforeAll, expect, it } from 'vitest';
import { contract as listEntries } from '../../functions/accounts/list-entries.ts';
import { type MeteredBank, openMeteredBank } from '../../bench/cloud/metered-bank.ts';
import { RawTable } from '../../bench/cloud/raw-table.ts';
import { linesOf } from '../../bench/grown.ts';
import { sumOf } from '../../bench/cloud/meter.ts';
import { isKept } from '../../bench/units/scenario.ts';
import { Person } from '../../bench/units/person.ts';

/** Enough that reading the whole account would show: a hundred pages. The bench goes on to a million. */
const linesMore = 2_000;

let bank: MeteredBank;
beforeAll(async () => {
  bank = await openMeteredBank();
});
afterAll(() => bank.close());

it('a call costs the same however many lines and accounts there are', async () => {
  const payer = await Person.arrived(bank, 1_000_000n);
  const payee = await Person.arrived(bank);
  await payer.paysStranger(payee, 100n);
  for (let line = 0; line < 20; line++) await payer.pays(payee, 100n);
  const before = await unitsOf(payer, payee);

  await grow(payer);

  expect(await unitsOf(payer, payee)).toEqual(before);
});

/** What a statement page and a transfer cost now. */
async function unitsOf(payer: Person, payee: Person) {
  await bank.quiet();
  bank.functions.take();
  await payer.client.call(listEntries, { accountId: payer.account.accountId });
  await payer.pays(payee, 100n);
  const own = new Set(['listEntries', 'createTransfer']);
  const calls = bank.functions.take().filter(({ operation }) => own.has(operation));
  return calls.map(({ operation, commands }) => {
    const { read, write } = sumOf(commands.filter((command) => !isKept(command)));
    return { operation, read, write };
  });
}

async function grow({ account }: Person): Promise<void> {
  const table = new RawTable(bank.endpoint);
  const items = await table.items(bank.table);
  const pk = `ACC#${account.accountId}`;
  for (const more of linesOf({ items, pk, size: linesMore })) await table.put(bank.table, more);
  table.close();
}
