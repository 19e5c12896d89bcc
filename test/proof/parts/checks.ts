import { join } from 'node:path';
import { told } from '../../../bench/figure.ts';
import { run } from '../../../local/processes.ts';
import { root } from '../../../local/settings.ts';
import { type CheckMutant, checksOfTheBank, named } from '../mutants/check-mutants.ts';
import { choicesOf } from '../simulation/drive.ts';
import { allOf, type Part, tell } from './part.ts';

const mutants = join(root, 'test/proof/mutants');

/** What the simulation runs; the rest is judged by its unit tests alone. */
const simulated =
  /^(?:shared\/domain\/(?:accounts|factors|idempotency|ledger|transfers)|shared\/data|functions\/transfers)/;

/** Every check in the code dropped in turn: the unit tests or the simulation must notice. */
export const checks: Part = async ({ seed, budgetMs }) => {
  const all = checksOfTheBank();
  // A whole bank must pass, or every mutant would count as dead.
  if (await isMissed(nothingDropped, seed)) throw new Error('the tests miss a check though none is dropped');
  const choose = choicesOf(seed);
  const left = [...all];
  const begun = performance.now();
  let [tried, killed] = [0, 0];
  while (left.length > 0 && performance.now() - begun < budgetMs) {
    const mutant = left.splice(choose(left.length), 1)[0]!;
    tried++;
    if (await isMissed(mutant, seed)) killed++;
    else tell(`nobody misses ${named(mutant)} ${mutant.text}`);
  }
  return [
    told('proof', 'checks in the code, of all', all.length, 'mutants'),
    ...allOf('checks missed when dropped', killed, tried, 'mutants'),
  ];
};

/** A line that is no check: the tests must pass without it. */
const nothingDropped: CheckMutant = { file: 'shared/domain/idempotency.ts', line: 0, text: '' };

async function isMissed(mutant: CheckMutant, seed: number): Promise<boolean> {
  const env = { ...process.env, BANK_MUTANT: named(mutant) };
  if (simulated.test(mutant.file)) {
    const { code } = await run(
      process.execPath,
      ['--import', join(mutants, 'drop-check.ts'), join(mutants, 'notice.ts'), String(seed)],
      { env },
    );
    if (code !== 0) return true;
  }
  const config = join(mutants, 'vitest.config.ts');
  const { code } = await run('vitest', ['related', '--run', '--config', config, mutant.file], { env });
  return code !== 0;
}
