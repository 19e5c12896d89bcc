import type { MeteredBank } from '../cloud/metered-bank.ts';
import { type Figure, atMost, told } from '../figure.ts';
import { everyScenario } from '../units/every-scenario.ts';
import { Person } from '../units/person.ts';
import { play, type Scenario } from '../units/scenario.ts';
import { withMeteredBank } from '../cloud/with-bank.ts';

/** The goals of docs on request units, by operation and case. */
const goals: readonly { operation: string; when: string; unit: 'read' | 'write'; limit: number; what: string }[] = [
  {
    operation: 'createTransfer',
    when: 'to a known payee, booked at once',
    unit: 'write',
    limit: 8,
    what: 'transfer inside the bank',
  },
  {
    operation: 'payIn',
    when: 'another bank pays in: the leg of the hot account is appended',
    unit: 'write',
    limit: 6,
    what: 'posting with a hot account',
  },
  { operation: 'readAccount', when: 'the balance', unit: 'read', limit: 0.5, what: 'balance read' },
  { operation: 'listEntries', when: 'a page of 20 lines', unit: 'read', limit: 1, what: 'statement page of 20' },
  {
    operation: 'authorize',
    when: 'before a call that changes something',
    unit: 'write',
    limit: 1,
    what: 'authorizer of a changing call',
  },
  { operation: 'authorize', when: 'before a read', unit: 'write', limit: 0, what: 'authorizer of a read' },
];

const stepUp = new Set(['createTransfer', 'openChallenge', 'authorizeTransfer', 'settleTransfer']);

/** Goals 1 and 3: request units of every operation, transitions of every path. */
export const unitFigures = (): Promise<Figure[]> =>
  withMeteredBank(async (bank) => {
    await Person.arrived(bank);
    const rows: Figure[] = [];
    for (const scenario of everyScenario) rows.push(...(await figuresOf(bank, scenario)));
    return [
      ...(await stepUpFigures(bank)),
      ...rows.toSorted((a, b) => Number(b.limit !== undefined) - Number(a.limit !== undefined)),
    ];
  });

async function figuresOf(bank: MeteredBank, scenario: Scenario): Promise<Figure[]> {
  const spent = await play(bank, scenario);
  const rows = goals
    .filter(({ operation, when }) => operation === scenario.operation && when === scenario.when)
    .map(({ unit, limit, what }) => atMost('1', what, spent[unit], limit, symbol[unit]));
  const name = `${scenario.operation}: ${scenario.when}`;
  return [...rows, told('1', name, spent.write, symbol.write), told('1', name, spent.read, symbol.read)];
}

const symbol = { read: 'RRU', write: 'WRU' } as const;

async function stepUpFigures(bank: MeteredBank): Promise<Figure[]> {
  const payer = await Person.arrived(bank, 100_000n);
  const payee = await Person.arrived(bank);
  await bank.quiet();
  bank.functions.take();
  const stepped = await payer.paysStranger(payee, 1_000n);
  const written = bank.functions.take().filter(({ operation }) => stepUp.has(operation));
  const direct = (await payer.pays(payee, 1_000n)).transferId;
  await bank.quiet();
  const transitions = (id: string) => bank.workflow.executions.get(id)?.transitions.length ?? 0;
  const units = written.reduce((sum, { write }) => sum + write, 0);
  return [
    atMost('1', 'transfer with step-up, from order to booking', units, 14, 'WRU'),
    atMost('3', 'transitions of a transfer without step-up', transitions(direct), 0, 'transitions'),
    atMost('3', 'transitions of a transfer with one factor', transitions(stepped), 2, 'transitions'),
  ];
}
