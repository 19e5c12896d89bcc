import { type Figure, told } from '../../../bench/figure.ts';
import { noticed } from '../mutants/killers.ts';
import { guardsIn } from '../mutants/guard-mutants.ts';
import { trialsIn } from '../mutants/trials.ts';
import { conditionNamed } from '../mutants/write-mutants.ts';
import { genesis } from '../simulation/genesis.ts';
import { throughSdk } from '../simulation/world.ts';
import { allOf, type Means, mine, type Part, sumOf, tell } from './part.ts';

interface Found {
  readonly all: number;
  readonly tried: number;
  readonly killed: number;
}

/** Every part of every condition that a write carried in any test, other than those of money's writes, which `conditions` takes away. */
export const writes: Part<Found> = { work, figures };

async function work(means: Means): Promise<Found> {
  const trials = await trialsIn(means.scratch, means.seed);
  const bank = await genesis();
  throughSdk(false);
  const ofMoney = new Set(
    (await guardsIn(() => noticed(bank, means.seed, { storms: 600, models: 200 }))).map(({ write }) => write),
  );
  const stated = new Map<string, string>();
  for (const { write, parts = [] } of trials.all)
    if (write !== undefined && !ofMoney.has(write))
      for (const part of parts) stated.set(conditionNamed(write, part), write);
  const begun = performance.now();
  let [tried, killed] = [0, 0];
  for (const [name, write] of mine(
    [...stated].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    means,
  )) {
    if (performance.now() - begun > means.budgetMs) break;
    tried++;
    const refusing = trials.of((one) => one.write === write && one.refused === true);
    if (await trials.isMissed(refusing, { BANK_CONDITION: name })) killed++;
    else tell(`nobody misses ${name}${refusing.length === 0 ? ', which was never refused' : ''}`);
  }
  return { all: stated.size, tried, killed };
}

function figures(found: readonly Found[]): Figure[] {
  const [{ all }] = found as [Found];
  const tried = sumOf(found, (one) => one.tried);
  return [
    told('proof', 'conditions of all other writes', all, 'mutants'),
    told('proof', 'not taken away for want of time', all - tried, 'mutants'),
    ...allOf(
      'conditions of all other writes missed when taken away',
      sumOf(found, ({ killed }) => killed),
      tried,
      'mutants',
    ),
  ];
}
