import { contract as readAccount } from '../functions/accounts/read-account.ts';
import { contract as refreshSession } from '../functions/identity/refresh-session.ts';
import type { MeteredBank } from './cloud/metered-bank.ts';
import type { Counters } from './cost.ts';
import { Person } from './units/person.ts';

/** What the sandbox does stands for others: it is no part of the bank's bill. */
const sandbox = new Set(['receiveSmsMessage', 'listSmsInbox']);
const funds = 10_000_000n;
const small = 1_000n;

/** The uses of the bank that have a price goal, each counted from the first request to the last consumer. */
export async function countFlows(bank: MeteredBank): Promise<Readonly<Record<Flow, Counters>>> {
  const payer = await Person.arrived(bank, funds);
  const known = await Person.arrived(bank);
  const stranger = await Person.arrived(bank);
  await payer.paysStranger(known, small);
  // A container has read its switches and keys: what is priced is the warm call.
  const balance = () => payer.client.call(readAccount, { accountId: payer.account.accountId });
  await balance();
  const read = await counted(bank, balance);
  await payer.pays(known, small);
  const transfer = await counted(bank, () => payer.pays(known, small));
  const oneFactor = await counted(bank, () => payer.paysStranger(stranger, small));
  const session = await counted(bank, () => refreshed(payer));
  return { read, transfer, oneFactor, twoFactors: withSecondAnswer(oneFactor), session };
}

export type Flow = 'read' | 'transfer' | 'oneFactor' | 'twoFactors' | 'session';

async function refreshed(person: Person): Promise<void> {
  person.signedOut();
  person.holds(await person.client.call(refreshSession, { refreshToken: person.refreshToken }));
}

async function counted(bank: MeteredBank, work: () => Promise<unknown>): Promise<Counters> {
  await bank.quiet();
  bank.functions.take();
  const before = { asked: askedOf(bank), states: transitionsOf(bank) };
  await work();
  await bank.quiet();
  const all = bank.functions.take();
  const calls = all.filter(({ operation }) => !sandbox.has(operation));
  const asked = new Map([...askedOf(bank)].map(([action, count]) => [action, count - (before.asked.get(action) ?? 0)]));
  const texts = all.filter(({ operation }) => operation === 'receiveSmsMessage').length;
  // Behind the authorizer or not, a request is one call of an operation; tasks and consumers are none.
  const routes = calls.flatMap(({ operation }) => bank.functions.routeKeyOf(operation) ?? []);
  return { routes, calls, stateTransitions: transitionsOf(bank) - before.states, asked, texts };
}

/** How often each action of the services beside the table was asked for. */
const askedOf = ({ services }: MeteredBank): ReadonlyMap<string, number> =>
  new Map(services.flatMap(({ calls }) => [...calls]));

const transitionsOf = ({ workflow }: MeteredBank): number =>
  [...workflow.executions.values()].reduce((sum, { transitions }) => sum + transitions.length, 0);

/** A second factor is one more answer, with its authorizer: the workflow waits once for all factors. */
function withSecondAnswer(one: Counters): Counters {
  const at = one.calls.findIndex(({ operation }) => operation === 'authorizeTransfer');
  const calls = [...one.calls, ...one.calls.slice(at - 1, at + 1)];
  return { ...one, routes: [...one.routes, one.routes.at(-1)!], calls };
}
