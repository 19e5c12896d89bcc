import type { MeteredBank } from '../cloud/metered-bank.ts';
import { type Command, type Spent, sumOf } from '../cloud/meter.ts';

/** One way in which one function of the bank is called, and the request units that it must take: no more and no less. */
export interface Scenario {
  /** The contract's name. */
  readonly operation: string;
  readonly when: string;
  /** Counts these commands alone, where a goal speaks of a part of the call; without it, all that a warm container sends. */
  readonly only?: (command: Command) => boolean;
  /** Read request units: an eventual read of 4 KB is a half, a consistent one is one. */
  readonly read: number;
  /** Write request units: one a KB, two in a transaction. */
  readonly write: number;
  /** Prepares and calls; the last call of `operation` is the one that counts. */
  readonly run: (bank: MeteredBank) => Promise<unknown>;
}

/** Plays a scenario and says what the call that counts has cost. */
export async function play(bank: MeteredBank, { operation, when, only, run }: Scenario): Promise<Spent> {
  await bank.quiet();
  bank.functions.take();
  await run(bank);
  await bank.quiet();
  const spent = bank.functions.take().findLast((one) => one.operation === operation);
  if (!spent) throw new Error(`${operation}, ${when}: it was never called`);
  return { ...spent, ...sumOf(spent.commands.filter(only ?? ((command) => !isKept(command)))) };
}

/** Parameters, which a container reads once in a while (eventually consistent): a cost of time, not of calls. */
export const isKept = ({ input }: Command): boolean =>
  (input['Key'] as { pk: string } | undefined)?.pk === 'PARAM' && input['ConsistentRead'] !== true;
