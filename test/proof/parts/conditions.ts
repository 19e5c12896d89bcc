import { genesis } from '../simulation/genesis.ts';
import { deceptions } from '../simulation/second-line.ts';
import { deceive } from '../simulation/stage.ts';
import { throughSdk } from '../simulation/world.ts';
import { guardsIn, without } from '../mutants/guard-mutants.ts';
import { noticed } from '../mutants/killers.ts';
import { allOf, never, type Part, tell } from './part.ts';

/** Every part of every condition that the money's writes carry, taken away in turn. */
export const conditions: Part = async ({ seed }) => {
  const bank = await genesis();
  throughSdk(false);
  let deceived = 0;
  for (const one of deceptions) {
    if (!(await deceive(bank, one))) continue;
    deceived++;
    tell(`deceived: ${one.name}`);
  }
  const mutants = await guardsIn(() => noticed(bank, seed, { storms: 600, models: 200 }));
  let killed = 0;
  for (const mutant of mutants) {
    const by = await without([mutant], () => noticed(bank, seed, { storms: 2000, models: 300 }));
    if (by) killed++;
    else tell(`nobody misses "${mutant.part}" of ${mutant.write}`);
  }
  return [
    never(`deceptions of the reader that led to a wrong write, of ${deceptions.length}`, deceived, 'deceptions'),
    ...allOf('conditions missed when taken away', killed, mutants.length, 'mutants'),
  ];
};
