import { setTimeout as pause } from 'node:timers/promises';
import { bundle } from '../../build/bundle.ts';
import { bootstrap, deployStacks, synthesize } from '../../local/deploy.ts';
import { type Emulator, startEmulator } from '../../local/emulator.ts';
import { freePort } from '../../local/ports.ts';
import { baseUrlOf } from '../../local/settings.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import type { Command } from '../cloud/meter.ts';
import { RawTable } from '../cloud/raw-table.ts';
import { withMeteredBank } from '../cloud/with-bank.ts';
import { type Figure, atMost, quantile, told } from '../figure.ts';
import { deployNoop } from '../noop.ts';
import { Person } from '../units/person.ts';

const rounds = 150;
const warmUp = 15;

/** Goals 11 and 9: how long the bank takes to stand on this machine, and what a transfer takes there beside a call of nothing. */
export async function localPathFigures(): Promise<Figure[]> {
  const emulator = await startEmulator({ port: await freePort() });
  try {
    return [...(await deployFigures(emulator)), ...(await pathFigures(emulator))];
  } finally {
    await emulator.stop();
  }
}

async function deployFigures(emulator: Emulator): Promise<Figure[]> {
  await bundle();
  const synth = await secondsOf(() => synthesize(emulator, {}));
  const first = await secondsOf(async () => {
    await bootstrap(emulator);
    await deployStacks(emulator, () => undefined);
  });
  const again = await secondsOf(() => deployStacks(emulator, () => undefined));
  return [
    atMost('11', 'synth of every stack', synth, 15, 's'),
    atMost('11', 'first local deploy, with bootstrap', first, 90, 's'),
    atMost('11', 'deploy without a change', again, 20, 's'),
  ];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

const pathFigures = (emulator: Emulator): Promise<Figure[]> =>
  withMeteredBank(async (bank) => {
    const noop = await deployNoop(emulator);
    // The deployed bank has the machine's clock, so nobody may move it here.
    const letPass = () => undefined;
    const deployed = { baseUrl: baseUrlOf(emulator.port), quiet: () => pause(4000), letPass };
    const [here, there] = [await pairAt({ ...bank, letPass }), await pairAt(deployed)];
    const copy = await copied(bank, emulator);
    const [full, base] = [[] as number[], [] as number[]];
    for (let round = -warmUp; round < rounds; round++) {
      const path = await secondsOf(() => there.payer.pays(there.payee, 100n));
      const nothing = await secondsOf(() => calledNothing(noop));
      bank.functions.take();
      await here.payer.pays(here.payee, 100n);
      const raw = await copy.replay(chained(bank.functions.take().map(({ commands }) => commands)));
      if (round >= 0) full.push(path * 1000);
      if (round >= 0) base.push(nothing * 1000 + raw);
    }
    copy.close();
    return [
      atMost(
        '9',
        'transfer over HTTPS, authorizer and function, over a no-op and its commands, p50',
        quantile(full, 0.5) / quantile(base, 0.5),
        1.3,
        'ratio',
      ),
      told('9', 'transfer over HTTPS on the local cloud, p50', quantile(full, 0.5), 'ms'),
    ];
  });

async function pairAt(place: ConstructorParameters<typeof Person>[0]) {
  const payer = await Person.arrived(place, 1_000_000n);
  const payee = await Person.arrived(place);
  await payer.paysStranger(payee, 100n);
  return { payer, payee };
}

/** The metered bank's table in the emulator: there the bare commands are sent. */
async function copied(bank: MeteredBank, { url }: Emulator): Promise<RawTable> {
  const original = new RawTable(bank.endpoint);
  const copy = new RawTable(url);
  await copy.create(bank.table, bank.shape);
  await copy.put(bank.table, await original.items(bank.table));
  original.close();
  return copy;
}

async function calledNothing(url: string): Promise<void> {
  const reply = await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  if (reply.status !== 201) throw new Error(`the no-op answered ${reply.status} ${await reply.text()}`);
  await reply.text();
}

/** The commands of calls that followed one another: each waits for all of the call before it. */
function chained(calls: readonly (readonly Command[])[]): Command[] {
  const all: Command[] = [];
  for (const commands of calls) {
    const before = all.map((_, index) => index);
    all.push(
      ...commands.map((command) => ({
        ...command,
        after: [...before, ...command.after.map((index) => index + before.length)],
      })),
    );
  }
  return all;
}
