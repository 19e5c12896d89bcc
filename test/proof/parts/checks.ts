import { join } from 'node:path';
import { type Figure, told } from '../../../bench/figure.ts';
import { run } from '../../../local/processes.ts';
import { root } from '../../../local/settings.ts';
import { type CheckMutant, checksOfTheBank, named } from '../mutants/check-mutants.ts';
import { RelatedTests } from '../mutants/related-tests.ts';
import { allOf, type Means, mine, type Part, sumOf, tell } from './part.ts';

const mutants = join(root, 'test/proof/mutants');

/** What the simulation runs; the rest is judged by its unit tests alone. */
const simulated =
  /^(?:shared\/domain\/(?:accounts|factors|idempotency|ledger|transfers)|shared\/data|functions\/(?:transfers|accounts))/;

/** Tests run at first: those that reach the fewest files are quick, and most often the ones that notice. */
const nearest = 10;

interface Found {
  readonly all: number;
  readonly here: number;
  readonly tried: number;
  readonly killed: number;
}

/** Every check in the code dropped in turn: the unit tests or the simulation must notice. */
export const checks: Part<Found> = { work, figures };

async function work(means: Means): Promise<Found> {
  const { seed, budgetMs } = means;
  const all = checksOfTheBank();
  const tests = new RelatedTests();
  const here = all.filter(({ file }) => simulated.test(file) || tests.of(file).length > 0);
  // A whole bank must pass, or every mutant would count as dead.
  if (await isMissed(nothingDropped, tests, seed)) throw new Error('the tests miss a check though none is dropped');
  const begun = performance.now();
  let [tried, killed] = [0, 0];
  for (const mutant of mine(here, means)) {
    if (performance.now() - begun > budgetMs) break;
    tried++;
    if (await isMissed(mutant, tests, seed)) killed++;
    else tell(`nobody misses ${named(mutant)} ${mutant.text}`);
  }
  return { all: all.length, here: here.length, tried, killed };
}

function figures(found: readonly Found[]): Figure[] {
  const [{ all, here }] = found as [Found];
  const tried = sumOf(found, (one) => one.tried);
  return [
    told('proof', 'checks in the code', all, 'mutants'),
    told('proof', 'of them in functions that only the deployed bank runs, not dropped here', all - here, 'mutants'),
    told('proof', 'not dropped for want of time', here - tried, 'mutants'),
    ...allOf(
      'checks missed when dropped',
      sumOf(found, ({ killed }) => killed),
      tried,
      'mutants',
    ),
  ];
}

/** A line that is no check: the tests must pass without it. */
const nothingDropped: CheckMutant = { file: 'shared/domain/idempotency.ts', line: 0, text: '' };

async function isMissed(mutant: CheckMutant, tests: RelatedTests, seed: number): Promise<boolean> {
  const env = { ...process.env, BANK_MUTANT: named(mutant) };
  const related = tests.of(mutant.file);
  if (await anyFails(related.slice(0, nearest), env)) return true;
  if (simulated.test(mutant.file) && (await isNoticed(seed, env))) return true;
  return anyFails(related.slice(nearest), env);
}

async function anyFails(tests: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  if (tests.length === 0) return false;
  const { code } = await run('vitest', ['run', '--config', join(mutants, 'vitest.config.ts'), ...tests], { env });
  return code !== 0;
}

/** Whether the simulation, run without the check, finds something wrong. */
async function isNoticed(seed: number, env: NodeJS.ProcessEnv): Promise<boolean> {
  const preload = ['--import', join(mutants, 'drop-check.ts')];
  const { code } = await run(process.execPath, [...preload, join(mutants, 'notice.ts'), String(seed)], { env });
  return code !== 0;
}
