import { type CheckMutant, checksOfTheBank, named } from '../mutants/check-mutants.ts';
import { trialsIn } from '../mutants/trials.ts';
import { figuresOf, judged, type Verdicts } from './mutants.ts';
import type { Means, Part } from './part.ts';

/** Every check in the code dropped in turn: the unit tests, the tests of the API or the simulation must notice. */
export const checks: Part<Verdicts> = { work, figures: (found) => figuresOf(wording, found) };

const wording = {
  all: 'checks in the code',
  left: 'not dropped for want of time',
  missed: 'checks missed when dropped',
};

async function work(means: Means): Promise<Verdicts> {
  const trials = await trialsIn(means.scratch, means.seed);
  return judged(checksOfTheBank(), means, async (mutant: CheckMutant) => {
    const name = named(mutant);
    const refusing = trials.of(({ check }) => check === name);
    if (await trials.isMissed(refusing, { BANK_MUTANT: name })) return undefined;
    const never = refusing.length === 0 ? ', which never refused' : '';
    return `${mutant.file}:${mutant.line} ${mutant.text}${never}`;
  });
}
