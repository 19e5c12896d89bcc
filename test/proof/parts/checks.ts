import type { Figure } from '../../../bench/figure.ts';
import { told } from '../../../bench/figure.ts';
import { checksOfTheBank, named } from '../mutants/check-mutants.ts';
import { trialsIn } from '../mutants/trials.ts';
import { allOf, type Means, mine, type Part, sumOf, tell } from './part.ts';

interface Found {
  readonly all: number;
  readonly tried: number;
  readonly killed: number;
}

/** Every check in the code dropped in turn: the unit tests, the tests of the API or the simulation must notice. */
export const checks: Part<Found> = { work, figures };

async function work(means: Means): Promise<Found> {
  const all = checksOfTheBank();
  const trials = await trialsIn(means.scratch, means.seed);
  const begun = performance.now();
  let [tried, killed] = [0, 0];
  for (const mutant of mine(all, means)) {
    if (performance.now() - begun > means.budgetMs) break;
    tried++;
    const name = named(mutant);
    const refusing = trials.of(({ check }) => check === name);
    if (await trials.isMissed(refusing, { BANK_MUTANT: name })) killed++;
    else
      tell(
        `nobody misses ${mutant.file}:${mutant.line} ${mutant.text}${refusing.length === 0 ? ', which never refused' : ''}`,
      );
  }
  return { all: all.length, tried, killed };
}

function figures(found: readonly Found[]): Figure[] {
  const [{ all }] = found as [Found];
  const tried = sumOf(found, (one) => one.tried);
  return [
    told('proof', 'checks in the code', all, 'mutants'),
    told('proof', 'not dropped for want of time', all - tried, 'mutants'),
    ...allOf(
      'checks missed when dropped',
      sumOf(found, ({ killed }) => killed),
      tried,
      'mutants',
    ),
  ];
}
