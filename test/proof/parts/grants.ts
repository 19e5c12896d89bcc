import { join } from 'node:path';
import { openMeteredBank } from '../../../bench/cloud/metered-bank.ts';
import type { Resource } from '../../../bench/cloud/resources.ts';
import { synthesize } from '../../../bench/cloud/template.ts';
import { type Figure, told } from '../../../bench/figure.ts';
import { everyScenario } from '../../../bench/units/every-scenario.ts';
import { loadOperations } from '../../../lib/operations.ts';
import { root } from '../../../local/settings.ts';
import { type Call, listenToCalls } from '../grants/calls.ts';
import { keepApart } from '../grants/cold.ts';
import { playFirstKeys } from '../grants/first-keys.ts';
import { impliedBy, wiredTo } from '../grants/implied.ts';
import { plays } from '../grants/plays.ts';
import { type Asked, type Deployed, type Granted, allows, deployedIn } from '../grants/policies.ts';
import { allOf, type Means, mine, never, type Part, sumOf, tell } from './part.ts';

interface Found {
  readonly calls: number;
  readonly refused: number;
  readonly words: number;
  readonly wordsMissed: number;
  readonly actions: number;
  readonly actionsMissed: number;
}

/**
 * Every grant of every function's role, as the template gives it, taken away in turn: a call that the function makes while all
 * scenarios are played, or that Lambda makes for it, must be refused. None is refused while nothing is missing.
 */
export const grants: Part<Found> = { work, figures };

async function work(means: Means): Promise<Found> {
  const resources = synthesize(await loadOperations(join(root, 'functions')));
  const calls = await callsOfTheBank(resources);
  const deployed = deployedIn(resources);
  const names = new Set(deployed.map(({ name }) => name));
  // Consumers of the stream that have no function of their own are called by the one that reads it.
  const runs = ({ by }: Call, name: string) => by === name || (name === 'readStream' && !names.has(by));
  let [refused, asked, words, wordsMissed, actions, actionsMissed] = [0, 0, 0, 0, 0, 0];
  for (const one of mine(deployed, means)) {
    const own = [
      ...calls.filter((call) => runs(call, one.name)).flatMap((call) => askedBy(call, one, resources)),
      ...wiredTo(one, resources),
    ];
    asked += own.length;
    const allowed = own.filter((call) => allows(one.granted, call));
    for (const call of own.filter((each) => !allowed.includes(each))) {
      refused++;
      tell(`${one.name} may not ${call.action} on ${call.on}`);
    }
    const isMissed = (taken: (each: Granted) => boolean) => {
      const left = one.granted.filter((each) => !taken(each));
      return allowed.some((call) => !allows(left, call));
    };
    for (const word of new Set(one.granted.map((each) => each.word))) {
      words++;
      if (isMissed((each) => each.word === word)) wordsMissed++;
      else tell(`nobody misses ${worded(one.granted.filter((each) => each.word === word))} of ${one.name}`);
    }
    actions += one.granted.length;
    actionsMissed += one.granted.filter((grant) => isMissed((each) => each === grant)).length;
  }
  return { calls: asked, refused, words, wordsMissed, actions, actionsMissed };
}

const worded = (granted: readonly Granted[]): string =>
  granted.map(({ action, on }) => `${action} on ${on}`).join(', ');

/** What the call asks, and what of the table's key; a resource whose name the template does not give to the function is nobody's. */
function askedBy({ action, names }: Call, { variables }: Deployed, resources: readonly Resource[]): Asked[] {
  const variable = Object.entries(process.env).find(
    ([name, value]) => name.startsWith('BANK_') && value === names,
  )?.[0];
  const on =
    action === 'states:SendTaskSuccess' ? 'workflow' : ((variable && variables[variable]) ?? `nobody's ${names}`);
  return [{ action, on }, ...impliedBy({ action, on }, resources)];
}

/** What no scenario starts. */
const byTheClock = ['watchInvariants', 'pollSf', 'pollCoffee', 'reconcileSf', 'reconcileCoffee', 'sweepExpiredHolds'];

/** Each call once that any function makes to the cloud while every scenario is played. */
async function callsOfTheBank(made: readonly Resource[]): Promise<Call[]> {
  keepApart();
  const calls = new Map<string, Call>();
  listenToCalls((call) => calls.set(JSON.stringify(call), call));
  const bank = await openMeteredBank({ made, apart: (name) => `?cold=${name}` });
  await playFirstKeys(bank);
  for (const { run } of everyScenario) {
    await run(bank);
    await bank.quiet();
  }
  for (const play of plays) {
    await play(bank);
    await bank.quiet();
  }
  for (const name of byTheClock) await bank.functions.invoke(name, {});
  bank.close();
  return [...calls.values()];
}

function figures(found: readonly Found[]): Figure[] {
  const sum = (value: (one: Found) => number) => sumOf(found, value);
  return [
    told(
      'proof',
      'calls to the cloud, each once per function',
      sum(({ calls }) => calls),
      'calls',
    ),
    never(
      'of them refused by the policies as synthesized',
      sum(({ refused }) => refused),
      'calls',
    ),
    ...allOf(
      'grants missed when taken away',
      sum(({ wordsMissed }) => wordsMissed),
      sum(({ words }) => words),
      'mutants',
    ),
    told(
      'proof',
      'single actions that they give',
      sum(({ actions }) => actions),
      'actions',
    ),
    told(
      'proof',
      'single actions missed when taken away',
      sum(({ actionsMissed }) => actionsMissed),
      'actions',
    ),
  ];
}
