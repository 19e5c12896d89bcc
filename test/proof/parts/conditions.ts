import type { Figure } from '../../../bench/figure.ts';
import { genesis } from '../simulation/genesis.ts';
import { deceptions } from '../simulation/second-line.ts';
import { deceive } from '../simulation/stage.ts';
import { throughSdk } from '../simulation/world.ts';
import { without } from '../mutants/guard-mutants.ts';
import { guardsOfMoney, noticed } from '../mutants/killers.ts';
import { allOf, mine, never, type Means, type Part, sumOf, tell } from './part.ts';

interface Found {
  readonly deceived: number;
  readonly all: number;
  readonly killed: number;
}

/** Every part of every condition that the money's writes carry, taken away in turn. */
export const conditions: Part<Found> = { work, figures };

async function work(means: Means): Promise<Found> {
  const { seed } = means;
  const bank = await genesis();
  throughSdk(false);
  let deceived = 0;
  for (const one of mine(deceptions, means)) {
    if (!(await deceive(bank, one))) continue;
    deceived++;
    tell(`deceived: ${one.name}`);
  }
  const all = await guardsOfMoney(bank, seed);
  let killed = 0;
  for (const mutant of mine(all, means)) {
    const by = await without([mutant], () => noticed(bank, seed, { storms: 2000, models: 300 }));
    if (by) killed++;
    else tell(`nobody misses "${mutant.part}" of ${mutant.write}`);
  }
  return { deceived, all: all.length, killed };
}

function figures(found: readonly Found[]): Figure[] {
  const killed = sumOf(found, (one) => one.killed);
  return [
    never(
      `deceptions of the reader that led to a wrong write, of ${deceptions.length}`,
      sumOf(found, ({ deceived }) => deceived),
      'deceptions',
    ),
    ...allOf('conditions missed when taken away', killed, found[0]!.all, 'mutants'),
  ];
}
