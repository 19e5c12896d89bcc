import { beforeAll, describe, expect, it } from 'vitest';
import { guardsIn, without } from './mutants/guard-mutants.ts';
import { noticed } from './mutants/killers.ts';
import { runSeed } from './seed.ts';
import { choicesOf } from './simulation/drive.ts';
import { type Genesis, genesis } from './simulation/genesis.ts';
import { deceptions } from './simulation/second-line.ts';
import { deceive } from './simulation/stage.ts';
import { throughSdk } from './simulation/world.ts';

let bank: Genesis;
beforeAll(async () => {
  bank = await genesis();
  throughSdk(false);
});

describe('the conditions in a write', () => {
  it.each(deceptions.map((one) => [one.name, one] as const))(
    'refuse, though the reader was deceived: %s',
    async (_name, deception) => {
      expect(await deceive(bank, deception)).toBe(false);
    },
  );

  it('are each missed when taken away', async () => {
    const seen = { storms: 200, models: 50 };
    const all = await guardsIn(() => noticed(bank, runSeed, seen));
    expect(all.length).toBeGreaterThan(30);
    // A handful of them, others in every run; `npm run proof` takes away every one.
    const choose = choicesOf(runSeed);
    for (const mutant of Array.from({ length: 4 }, () => all[choose(all.length)]!)) {
      const by = await without([mutant], () => noticed(bank, runSeed, { storms: 400, models: 50 }));
      expect(by, `nobody misses "${mutant.part}" of ${mutant.write}`).toBeDefined();
    }
  });
});
