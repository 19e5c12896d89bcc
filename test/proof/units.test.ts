import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MeteredBank, openMeteredBank } from '../../bench/cloud/metered-bank.ts';
import { everyScenario, unstated } from '../../bench/units/every-scenario.ts';
import { Person } from '../../bench/units/person.ts';
import { play } from '../../bench/units/scenario.ts';

let bank: MeteredBank;
beforeAll(async () => {
  bank = await openMeteredBank();
  // Fetches the keys that a container keeps: what is metered is a warm call.
  await Person.arrived(bank);
});
afterAll(() => bank.close());

describe('request units', () => {
  it.each(everyScenario.map((one) => [one.operation, one.when, one] as const))(
    '%s, %s',
    async (_name, _when, scenario) => {
      const { read, write, commands } = await play(bank, scenario);
      // The commands are named, so that a failure says where a unit went.
      const told = commands.map((command) => `${command.name} ${command.read + command.write}`);
      expect({ read, write, told }).toEqual({ read: scenario.read, write: scenario.write, told });
    },
  );

  it('are stated for every function of the bank', () => {
    expect(unstated(bank.functions.all)).toEqual([]);
  });
});

describe('a transfer with step-up', () => {
  it('takes 14 write units and two transitions in all', async () => {
    const [payer, payee] = [await Person.arrived(bank, 100_000n), await Person.arrived(bank)];
    await bank.quiet();
    bank.functions.take();

    const transferId = await payer.paysStranger(payee, 5_000n);

    const own = new Set(['createTransfer', 'openChallenge', 'authorizeTransfer', 'settleTransfer']);
    const spent = bank.functions.take().filter(({ operation }) => own.has(operation));
    expect(spent.map(({ operation, write }) => [operation, write])).toEqual([
      ['createTransfer', 4],
      ['openChallenge', 1],
      ['authorizeTransfer', 1],
      ['settleTransfer', 8],
    ]);
    expect(bank.workflow.executions.get(transferId)).toMatchObject({
      transitions: ['AwaitAuthorization', 'Settle'],
      ended: true,
    });
  });
});
