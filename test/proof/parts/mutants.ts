import { type Figure, told } from '../../../bench/figure.ts';
import { allOf, type Means, mine, sumOf, tell } from './part.ts';

/** What became of one share of all mutants of a kind. */
export interface Verdicts {
  readonly all: number;
  readonly tried: number;
  readonly killed: number;
}

/** Tries this share of the mutants as long as there is time. `survived` says in words which one nobody misses; nothing, if it is missed. */
export async function judged<M>(
  all: readonly M[],
  means: Means,
  survived: (mutant: M) => Promise<string | undefined>,
): Promise<Verdicts> {
  const begun = performance.now();
  let [tried, killed] = [0, 0];
  for (const mutant of mine(all, means)) {
    if (performance.now() - begun > means.budgetMs) break;
    tried++;
    const which = await survived(mutant);
    if (which === undefined) killed++;
    else tell(`nobody misses ${which}`);
  }
  return { all: all.length, tried, killed };
}

/** How a kind of mutants is called in the report: all of them, those that there was no time for, those that somebody missed. */
export interface Wording {
  readonly all: string;
  readonly left: string;
  readonly missed: string;
}

export function figuresOf({ all, left, missed }: Wording, found: readonly Verdicts[]): Figure[] {
  const total = found[0]!.all;
  const tried = sumOf(found, (one) => one.tried);
  const killed = sumOf(found, (one) => one.killed);
  return [
    told('proof', all, total, 'mutants'),
    told('proof', left, total - tried, 'mutants'),
    ...allOf(missed, killed, tried, 'mutants'),
  ];
}
