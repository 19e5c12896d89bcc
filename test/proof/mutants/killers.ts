import fc from 'fast-check';
import { type GuardMutant, guardsIn } from './guard-mutants.ts';
import { said } from '../said.ts';
import { commands, replay } from '../simulation/commands.ts';
import type { Genesis } from '../simulation/genesis.ts';
import { refusals, refusedWith } from '../simulation/refusals.ts';
import { deceptions } from '../simulation/second-line.ts';
import { luck } from '../simulation/drive.ts';
import { deceive } from '../simulation/stage.ts';
import { duel, late, play, storm } from '../simulation/storm.ts';

/** How much is tried before a mutant counts as alive. */
export interface Effort {
  readonly storms: number;
  readonly models: number;
}

/** Every part of every condition that money's writes carry. */
export const guardsOfMoney = (bank: Genesis, seed: number): Promise<GuardMutant[]> =>
  guardsIn(() => noticed(bank, seed, { storms: 600, models: 200 }));

/** What noticed that something is wrong, or undefined when nothing did. */
export async function noticed(bank: Genesis, seed: number, { storms, models }: Effort): Promise<string | undefined> {
  for (const one of refusals) {
    const code = await refusedWith(bank, one);
    if (code !== one.code) return `refused with ${code}, not ${one.code}: ${one.name}`;
  }
  for (const one of deceptions) if (await deceive(bank, one)) return `deceived: ${one.name}`;
  const weather = fc.asyncProperty(fc.oneof(storm, duel, duel, late), async (plan) => {
    const { findings } = await play(bank, plan);
    if (findings.length > 0) throw new Error(findings[0]);
  });
  const beside = fc.asyncProperty(commands, luck, (list, choices) => replay(bank, list, choices));
  const quick = { seed, endOnFailure: true };
  const inStorm = await fc.check(weather, { ...quick, numRuns: storms });
  if (inStorm.failed) return told(inStorm.errorInstance, `storm ${inStorm.numRuns}`);
  const inModel = await fc.check(beside, { ...quick, numRuns: models });
  return inModel.failed ? told(inModel.errorInstance, `model ${inModel.numRuns}`) : undefined;
}

const told = (error: unknown, where: string): string => `${where}: ${said(error).slice(0, 160)}`;
