import { guardsOfMoney } from '../mutants/killers.ts';
import { trialsIn } from '../mutants/trials.ts';
import { conditionNamed } from '../mutants/write-mutants.ts';
import { genesis } from '../simulation/genesis.ts';
import { throughSdk } from '../simulation/world.ts';
import { figuresOf, judged, type Verdicts } from './mutants.ts';
import type { Means, Part } from './part.ts';

/** Every part of every condition that a write carried in any test, other than those of money's writes, which `conditions` takes away. */
export const writes: Part<Verdicts> = { work, figures: (found) => figuresOf(wording, found) };

const wording = {
  all: 'conditions of all other writes',
  left: 'not taken away for want of time',
  missed: 'conditions of all other writes missed when taken away',
};

async function work(means: Means): Promise<Verdicts> {
  const trials = await trialsIn(means.scratch, means.seed);
  const bank = await genesis();
  throughSdk(false);
  const ofMoney = new Set((await guardsOfMoney(bank, means.seed)).map(({ write }) => write));
  const stated = new Map<string, string>();
  for (const { write, parts = [] } of trials.all)
    if (write !== undefined && !ofMoney.has(write))
      for (const part of parts) stated.set(conditionNamed(write, part), write);
  const inOrder = [...stated].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return judged(inOrder, means, async ([name, write]) => {
    const refusing = trials.of((one) => one.write === write && one.refused === true);
    if (await trials.isMissed(refusing, { BANK_CONDITION: name })) return undefined;
    return `${name}${refusing.length === 0 ? ', which was never refused' : ''}`;
  });
}
