import type { Context } from 'aws-lambda';
import type { ScheduleContract } from '../contract/contract.ts';
import { recordRun } from './meter.ts';
import { type Work, observed } from './work.ts';

/** How much was done, by name: `{ expired: 3 }`. Logged as it is, each time. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Work that the clock starts. Two runs may overlap and one may be missed: it must be right to do it again.
 * @example export const handler = schedule(contract, async ({ now }) => ({ expired: await expireHolds(now) }));
 */
export const schedule =
  (contract: ScheduleContract, run: (work: Work) => Promise<Counts>) =>
  (_event: unknown, context: Context): Promise<Counts> =>
    observed(contract.name, context, run, (counts) => counts, recordRun);
