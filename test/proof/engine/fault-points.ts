import { everyScenario } from '../../../bench/units/every-scenario.ts';
import type { Scenario } from '../../../bench/units/scenario.ts';
import { findingsOfTable } from '../../support/facts.ts';
import { type Fault, faultKinds } from '../faults.ts';
import { said } from '../said.ts';
import type { FaultyBank, Strike } from './faulty-bank.ts';

/** One way of calling one function, and one fault at one of its calls to the cloud. */
export interface FaultPoint {
  readonly scenario: Scenario;
  readonly nth: number;
  readonly fault: Fault;
}

/** Everything that moves money or decides whether it moves: an answer after a fault must be the success it was without. */
const money = new Set([
  'createTransfer',
  'authorizeTransfer',
  'cancelTransfer',
  'payIn',
  'openAccount',
  'openChallenge',
  'settleTransfer',
  'startAuthorization',
  'rememberPayee',
  'indexHoldExpiry',
  'foldHotEntries',
  'sweepExpiredHolds',
]);
export const isMoney = ({ operation }: Scenario): boolean => money.has(operation);

/** Every fault of every call of a scenario's function, found by playing it once without a fault. */
export async function faultPointsOf(faulty: FaultyBank, scenario: Scenario): Promise<FaultPoint[]> {
  const { operation, run } = scenario;
  faulty.arm();
  await faulty.bank.quiet();
  await run(faulty.bank);
  await faulty.bank.quiet();
  const nth = faulty.runsOf(operation) - 1;
  if (nth < 0) return [];
  // A fault beyond every call: it only listens.
  const { calls } = (await played(faulty, { scenario, nth, fault: { at: -1, kind: 'lost', attempts: 'first' } }))
    .strike!;
  return calls.flatMap((_call, at) =>
    faultKinds.flatMap((kind) =>
      (['first', 'every'] as const)
        // A crash has one attempt.
        .filter((attempts) => attempts === 'first' || !kind.startsWith('crash'))
        .map((attempts) => ({ scenario, nth, fault: { at, kind, attempts } })),
    ),
  );
}

/** Plays a scenario with its fault. */
export async function played(
  faulty: FaultyBank,
  { scenario, nth, fault }: FaultPoint,
): Promise<{ strike: Strike | undefined; failed?: unknown }> {
  await faulty.bank.quiet();
  faulty.arm({ name: scenario.operation, nth, fault });
  try {
    await scenario.run(faulty.bank);
    await faulty.bank.quiet();
    return { strike: faulty.struck() };
  } catch (failed) {
    return { strike: faulty.struck(), failed };
  }
}

/** What a fault broke, in words; nothing, if only time was lost. */
export function brokenBy(point: FaultPoint, { strike, failed }: Awaited<ReturnType<typeof played>>): string[] {
  const { scenario, fault } = point;
  const where = `${scenario.operation} (${scenario.when}), ${fault.kind} at call ${fault.at} in ${fault.attempts} attempt`;
  if (!strike) return failed === undefined ? [] : [`${where}: ${said(failed)}`];
  const { status, code } = strike;
  if (code === 'INTERNAL') return [`${where}: answered 500 INTERNAL`];
  if (isMoney(scenario) && status !== undefined && status >= 400) return [`${where}: answered ${status} ${code}`];
  if (isMoney(scenario) && failed !== undefined) return [`${where}: ${said(failed)}`];
  return [];
}

export const scenarios = everyScenario;

/** What the ledger says after all of it. */
export const broken = async (): Promise<string[]> =>
  (await findingsOfTable()).map(({ invariant, subject, detail }) => `${invariant} ${subject} ${detail}`);
