import fc from 'fast-check';
import { type Figure, told } from '../../../bench/figure.ts';
import { said } from '../said.ts';
import { commands, replay } from '../simulation/commands.ts';
import { luck } from '../simulation/drive.ts';
import { genesis } from '../simulation/genesis.ts';
import { throughSdk } from '../simulation/world.ts';
import { type Means, never, type Part, sumOf, tell } from './part.ts';

interface Found {
  readonly runs: number;
  readonly differences: number;
}

const chunk = 100;

/** The bank beside the reference ledger: sequences of commands, with faults that must not show. */
export const model: Part<Found> = { work, figures };

async function work({ seed, share, shares, budgetMs }: Means): Promise<Found> {
  const bank = await genesis();
  throughSdk(false);
  let [runs, differences] = [0, 0];
  const begun = performance.now();
  for (let turn = share; performance.now() - begun < budgetMs; turn += shares) {
    const property = fc.asyncProperty(commands, luck, async (list, choices) => {
      runs++;
      await replay(bank, list, choices);
    });
    const { failed, errorInstance, counterexample } = await fc.check(property, { seed: seed + turn, numRuns: chunk });
    if (!failed) continue;
    differences++;
    tell(
      `${said(errorInstance)} after ${[...(counterexample?.[0] ?? [])].join(' ')} (npm run proof -- --seed ${seed + turn} --only model)`,
    );
  }
  return { runs, differences };
}

function figures(found: readonly Found[]): Figure[] {
  const differences = sumOf(found, (one) => one.differences);
  return [
    told(
      'proof',
      'sequences of commands compared with the reference ledger',
      sumOf(found, ({ runs }) => runs),
      'runs',
    ),
    never('answers or balances unlike the reference ledger', differences, 'differences'),
  ];
}
