import { contract as readAccount } from '../../functions/accounts/read-account.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { startDynoxide } from '../../local/dynoxide.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import type { Spent } from '../cloud/meter.ts';
import { type Prepared, prepared } from '../cloud/prepared.ts';
import { RawTable } from '../cloud/raw-table.ts';
import { withMeteredBank } from '../cloud/with-bank.ts';
import { type Figure, atMost, quantile, told } from '../figure.ts';
import { Person, pressed } from '../units/person.ts';

/** Customers who pay side by side: as many as calls at once, so that no two meet. */
const lanes = 16;
const rounds = { 1: 400, 16: 40 } as const;
/** Rounds before the first that counts: the engine's and the compiler's warm-up. */
const warmUp = 10;

type Lane = { readonly payer: Person; readonly payee: Person };
type Ask = (lane: Lane) => Promise<Prepared>;

/** Goal 8: the time of a handler over that of the bare SDK commands that it sends, in turn, on two copies of one table. */
export const overheadFigures = (): Promise<Figure[]> =>
  withMeteredBank(async (bank) => {
    const people = await peopleOf(bank);
    const engine = await startDynoxide();
    const copy = new RawTable(engine.endpoint);
    await copy.create(bank.table, bank.shape);
    const original = new RawTable(bank.endpoint);
    await copy.put(bank.table, await original.items(bank.table));
    const transfer: Ask = ({ payer, payee }) =>
      prepared(bank.functions, payer.caller, (client) =>
        client.call(createTransfer, payer.wish(payee, 100n), pressed()),
      );
    const read: Ask = ({ payer }) =>
      prepared(bank.functions, payer.caller, (client) =>
        client.call(readAccount, { accountId: payer.account.accountId }),
      );
    const figures: Figure[] = [];
    for (const [name, ask] of [
      ['transfer', transfer],
      ['balance read', read],
    ] as const) {
      for (const atOnce of [1, 16] as const) figures.push(...(await compared(bank, copy, people, name, ask, atOnce)));
    }
    original.close();
    copy.close();
    engine.stop();
    return figures;
  });

async function peopleOf(bank: MeteredBank): Promise<Lane[]> {
  const people: Lane[] = [];
  for (let lane = 0; lane < lanes; lane++) {
    const payer = await Person.arrived(bank, 1_000_000n);
    const payee = await Person.arrived(bank);
    await payer.paysStranger(payee, 100n);
    people.push({ payer, payee });
  }
  await bank.quiet();
  return people;
}

async function compared(
  bank: MeteredBank,
  copy: RawTable,
  people: readonly Lane[],
  name: string,
  ask: Ask,
  atOnce: 1 | 16,
) {
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = -warmUp; round < rounds[atOnce]; round++) {
    const acting = Array.from({ length: atOnce }, (_, lane) => people[(round + warmUp + lane) % lanes]!);
    const calls = await Promise.all(acting.map(ask));
    bank.functions.take();
    await Promise.all(calls.map(({ operation, event }) => bank.functions.invoke(operation, event)));
    const spent: readonly Spent[] = bank.functions.take();
    const replayed = await Promise.all(spent.map(({ commands }) => copy.replay(commands)));
    if (round < 0) continue;
    ours.push(...spent.map(({ ms }) => ms));
    raw.push(...replayed);
  }
  const what = `${name} over its bare commands, ${atOnce} at once`;
  return [
    atMost('8', `${what}, p50`, quantile(ours, 0.5) / quantile(raw, 0.5), 1.25, 'ratio'),
    atMost('8', `${what}, p99`, quantile(ours, 0.99) / quantile(raw, 0.99), 1.5, 'ratio'),
    told('8', `${name}, ${atOnce} at once, p50`, quantile(ours, 0.5), 'ms'),
  ];
}
