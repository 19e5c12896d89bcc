import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { contract as listEntries } from '../../functions/accounts/list-entries.ts';
import { contract as readAccount } from '../../functions/accounts/read-account.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { type Dynoxide, startDynoxide } from '../../local/dynoxide.ts';
import { useDocuments } from '../../shared/data/table.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import { attachMeter, type Spent } from '../cloud/meter.ts';
import { type Prepared, prepared } from '../cloud/prepared.ts';
import { RawTable } from '../cloud/raw-table.ts';
import { withMeteredBank } from '../cloud/with-bank.ts';
import { type Figure, atMost, quantile, told } from '../figure.ts';
import { exportable, importGrown } from '../grown.ts';
import { Person, pressed } from '../units/person.ts';

/** Lines of the account, and accounts of the bank beside it: as many of each. */
const sizes = [1_000, 100_000, 1_000_000] as const;
const rounds = 300;
/** Rounds before the first that counts, which bring the upper pages of each file into memory. */
const warmUp = 40;

interface Grown {
  readonly size: number;
  readonly engine: Dynoxide;
  readonly documents: DynamoDBDocumentClient;
}
type Ask = () => Promise<Prepared>;

/** Goal 2: the same calls on banks of three sizes, in turn, on database files. */
export const growthFigures = (): Promise<Figure[]> =>
  withMeteredBank(async (bank) => {
    const payer = await Person.arrived(bank, 10_000_000n);
    const payee = await Person.arrived(bank);
    await payer.paysStranger(payee, 100n);
    for (let line = 0; line < 20; line++) await payer.pays(payee, 100n, pressed(), '房租');
    const folder = mkdtempSync(join(tmpdir(), 'songhua-growth-'));
    try {
      const banks = await grownBanks(bank, payer, folder);
      const figures: Figure[] = [];
      for (const [name, ask] of Object.entries(asksOf(bank, payer, payee))) {
        figures.push(...(await compared(bank, banks, name, ask)));
      }
      for (const { engine } of banks) engine.stop();
      return figures;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

async function grownBanks(bank: MeteredBank, { account }: Person, folder: string): Promise<Grown[]> {
  const original = new RawTable(bank.endpoint);
  const items = (await original.items(bank.table)).map(exportable);
  original.close();
  const grown: Grown[] = [];
  for (const size of sizes) {
    const { table, shape } = bank;
    const file = await importGrown({ table, shape, items, pk: `ACC#${account.accountId}`, size }, folder);
    const engine = await startDynoxide(file);
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: engine.endpoint }), {
      marshallOptions: { removeUndefinedValues: true },
      unmarshallOptions: { wrapNumbers: (digits) => BigInt(digits) },
    });
    attachMeter(documents);
    grown.push({ size, engine, documents });
  }
  return grown;
}

const asksOf = ({ functions }: MeteredBank, payer: Person, payee: Person): Readonly<Record<string, Ask>> => ({
  'balance read': () =>
    prepared(functions, payer.caller, (client) => client.call(readAccount, { accountId: payer.account.accountId })),
  'statement page': () =>
    prepared(functions, payer.caller, (client) => client.call(listEntries, { accountId: payer.account.accountId })),
  transfer: () =>
    prepared(functions, payer.caller, (client) => client.call(createTransfer, payer.wish(payee, 100n), pressed())),
});

async function compared(bank: MeteredBank, banks: readonly Grown[], name: string, ask: Ask): Promise<Figure[]> {
  const sample = new Map(banks.map(({ size }) => [size, [] as Spent[]]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const { size, documents } of banks) {
      useDocuments(documents);
      const { operation, event } = await ask();
      bank.functions.take();
      await bank.functions.invoke(operation, event);
      if (round >= 0) sample.get(size)!.push(...bank.functions.take());
    }
  }
  const units = (size: number) =>
    quantile(
      sample.get(size)!.map(({ read, write }) => read + write),
      0.5,
    );
  const p50 = (size: number) =>
    quantile(
      sample.get(size)!.map(({ ms }) => ms),
      0.5,
    );
  const [small, ...larger] = sizes;
  return larger.flatMap((size) => {
    const what = `${name} at ${size.toLocaleString('en')} lines and accounts over ${small.toLocaleString('en')}`;
    return [
      atMost('2', `${what}, request units`, units(size) / units(small), 1, 'ratio'),
      atMost('2', `${what}, p50`, p50(size) / p50(small), 1.15, 'ratio'),
      told('2', `${name} at ${size.toLocaleString('en')}, p50`, p50(size), 'ms'),
    ];
  });
}
