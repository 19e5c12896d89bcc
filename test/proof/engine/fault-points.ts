import { everyScenario } from '../../../bench/units/every-scenario.ts';
import type { Scenario } from '../../../bench/units/scenario.ts';
import { findingsOfTable, parkedChanges } from '../../support/facts.ts';
import { canMeet, type Fault, type FaultKind, faultKinds } from '../faults.ts';
import { said } from '../said.ts';
import { isHonest } from './other-answers.ts';
import type { Answer } from './answer.ts';
import type { FaultyBank, Strike } from './faulty-bank.ts';

/** A scenario as it goes without a fault: which run of its function counts, what that run calls and answers. */
export interface Model {
  readonly scenario: Scenario;
  readonly nth: number;
  readonly calls: readonly string[];
  readonly answer: Answer;
}

/** One way of calling one function, and a fault of its first try; with a second fault, which the retry meets, a pair. */
export interface FaultPoint {
  readonly model: Model;
  readonly faults: readonly Fault[];
}

/** Everything that moves money or decides whether it moves. */
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

export const scenarios = everyScenario;

/** A scenario's name on the command line: the function, and which of its scenarios. */
export const nameOf = (scenario: Scenario): string =>
  `${scenario.operation}#${scenarios.filter(({ operation }) => operation === scenario.operation).indexOf(scenario)}`;

const faultName = ({ at, kind, attempts }: Fault): string => `${at}:${kind}:${attempts}`;

/** What `--point` takes to play this one again. */
export const pointName = ({ model, faults }: FaultPoint): string =>
  [nameOf(model.scenario), ...faults.map(faultName)].join(' ');

/** The point of this name, in the model of its scenario. */
export function pointNamed(name: string, model: Model): FaultPoint {
  const faults = name
    .split(' ')
    .slice(1)
    .map((text): Fault => {
      const [at, kind, attempts] = text.split(':');
      if (!faultKinds.includes(kind as FaultKind) || (attempts !== 'first' && attempts !== 'every'))
        throw new Error(`no fault ${text}: it is call:kind:first or call:kind:every`);
      return { at: Number(at), kind: kind as FaultKind, attempts };
    });
  return { model, faults };
}

/** Plays a scenario without a fault: once to warm up and to count the runs of its function, once to listen to the last of them. */
export async function modelOf(faulty: FaultyBank, scenario: Scenario): Promise<Model> {
  const { operation } = scenario;
  const play = async (): Promise<void> => {
    await scenario.run(faulty.bank);
    await faulty.bank.quiet();
  };
  await faulty.bank.quiet();
  faulty.arm();
  await play();
  const nth = faulty.runsOf(operation) - 1;
  faulty.arm({ name: operation, nth, faults: [] });
  await play();
  const { tries = [], answer } = faulty.struck() ?? {};
  if (!answer) throw new Error(`${operation} (${scenario.when}) did not run or did not answer`);
  return { scenario, nth, calls: tries[0]!.calls, answer };
}

/** Every fault that these calls can meet. A conflict and a transaction in progress are said of some calls only; elsewhere they are no faults. */
export const faultsAt = (calls: readonly string[]): Fault[] =>
  calls.flatMap((call, at) =>
    faultKinds
      .filter((kind) => canMeet(kind, call))
      // A crash has one attempt.
      .flatMap((kind) =>
        (kind.startsWith('crash') ? ['first' as const] : ['first' as const, 'every' as const]).map((attempts) => ({
          at,
          kind,
          attempts,
        })),
      ),
  );

export const faultPointsOf = (model: Model): FaultPoint[] =>
  faultsAt(model.calls).map((fault) => ({ model, faults: [fault] }));

/** What became of a point. */
export interface Played {
  readonly strike: Strike | undefined;
  /** Whether every one of its faults was met. */
  readonly reached: boolean;
  readonly failed?: unknown;
}

/** Plays a scenario with its faults. */
export async function played(faulty: FaultyBank, { model, faults }: FaultPoint): Promise<Played> {
  const { scenario, nth } = model;
  await faulty.bank.quiet();
  faulty.arm({ name: scenario.operation, nth, faults });
  const ending = await (async () => {
    try {
      await scenario.run(faulty.bank);
      await faulty.bank.quiet();
      return {};
    } catch (failed) {
      return { failed };
    }
  })();
  const strike = faulty.struck();
  return { strike, reached: faults.every((_fault, at) => strike?.tries[at]?.reached === true), ...ending };
}

/** What a point's faults broke, in words; nothing, if only time was lost: the answer must be the one without a fault. */
export function brokenBy(point: FaultPoint, { strike, failed }: Played): string[] {
  const { scenario, answer: expected } = point.model;
  const wrong = (what: string) => [`${pointName(point)} (${scenario.when}): ${what}`];
  const answer = strike?.answer;
  if (strike && !answer) return wrong('never answered');
  if (answer && isHonest(scenario.operation, answer, expected)) return [];
  if (answer && answer.code !== expected.code)
    return wrong(`answered ${answer.status} ${answer.code}, not ${expected.status}`);
  if (answer && (answer.status !== expected.status || answer.shape !== expected.shape))
    return wrong(`answered ${answer.status} ${answer.shape}, not ${expected.status} ${expected.shape}`);
  return failed === undefined ? [] : wrong(said(failed));
}

/** What the ledger says after all of it, and every change of the table that a consumer gave up on. */
export const broken = async (): Promise<string[]> => [
  ...(await findingsOfTable()).map(({ invariant, subject, detail }) => `${invariant} ${subject} ${detail}`),
  ...(await parkedChanges()).map((letter) => `parked ${letter}`),
];
