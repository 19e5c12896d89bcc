import { type Figure, quantile, told } from '../../../bench/figure.ts';
import { type Aftermath, aftermathOf } from '../deployed/aftermath.ts';
import { Cast } from '../deployed/cast.ts';
import { moneyPlays } from '../deployed/money-plays.ts';
import { otherPlays } from '../deployed/other-plays.ts';
import type { Play } from '../deployed/play.ts';
import { brokenBy, perform, type Point, pointsOf } from '../deployed/points.ts';
import { Stage } from '../deployed/stage.ts';
import { shuffled } from '../simulation/drive.ts';
import { type Means, never, type Part, sumOf, tell } from './part.ts';

interface Tried {
  /** Points that there are. */
  readonly all: number;
  readonly tried: number;
  /** Of those, in a process that had just started. */
  readonly cold: number;
  readonly wrong: number;
  readonly recoveries: readonly number[];
}

interface Found {
  readonly money: Tried;
  readonly others: Tried;
  readonly aftermath: Aftermath;
}

/**
 * Tier B on the deployed stacks: faults inside the real Lambda functions of a bank of its own, behind gateway, stream, queues and
 * workflow. A crash ends the process, and the customer or the cloud tries again. Money first, in the order of the seed.
 */
export const deployed: Part<Found> = { work, figures };

async function work({ seed, budgetMs }: Means): Promise<Found> {
  const begun = performance.now();
  const stage = await Stage.open();
  const cast = await Cast.arrive(stage);
  const isOver = () => performance.now() - begun > budgetMs;
  const money = await tryAll(cast, moneyPlays, seed, isOver);
  const others = await tryAll(cast, otherPlays, seed, isOver);
  const aftermath = await aftermathOf(stage);
  aftermath.findings.forEach(tell);
  await stage.close();
  return { money, others, aftermath };
}

/**
 * Finds the points of these plays by playing each without a fault, then tries as many as there is time for. One at a time: a crash
 * ends a process that consumers share, and would be a second fault for whoever played beside it.
 */
async function tryAll(cast: Cast, plays: readonly Play[], seed: number, isOver: () => boolean) {
  const tally = { all: 0, tried: 0, cold: 0, wrong: 0, recoveries: [] as number[] };
  if (isOver()) return tally;
  const found: Point[] = [];
  for (const play of plays) found.push(...(await pointsOf(cast, play)));
  const points = inOrder(found, seed);
  tally.all = points.length;
  for (const point of points) {
    if (isOver()) break;
    const { armed, wrong } = await tryOne(cast, point);
    tally.tried++;
    tally.wrong += wrong.length;
    if (point.cold) tally.cold++;
    if (armed?.strike?.reached && armed.recoveryMs !== undefined) tally.recoveries.push(armed.recoveryMs);
    wrong.forEach(tell);
  }
  return tally;
}

async function tryOne(cast: Cast, point: Point) {
  let result = await perform(cast, point);
  // The process was warmer than meant, and had fewer calls to make: once more.
  const missed = result.failed === undefined && (result.armed?.strike?.calls.length ?? 0) <= point.fault.at;
  if (missed) result = await perform(cast, point);
  return { ...result, wrong: brokenBy(point, result) };
}

/** Warm processes before cold ones; within each, as the seed says. */
const inOrder = (points: readonly Point[], seed: number): Point[] =>
  shuffled(points, seed).toSorted((one, other) => Number(one.cold) - Number(other.cold));

function figures(found: readonly Found[]): Figure[] {
  const recoveries = found.flatMap(({ money, others }) => [...money.recoveries, ...others.recoveries]);
  const both = (value: (tried: Tried) => number): number =>
    sumOf(found, ({ money, others }) => value(money) + value(others));
  const ofWorkflows = (value: (one: Aftermath['transitions']) => number): number =>
    sumOf(found, ({ aftermath }) => value(aftermath.transitions));
  const named = (what: string): string => `deployed bank: ${what}`;
  const count = (what: string, value: number, unit: string): Figure => told('proof', named(what), value, unit);
  const zero = (what: string, value: number, unit: string): Figure => never(named(what), value, unit);
  return [
    count(
      'fault points of money operations',
      sumOf(found, ({ money }) => money.all),
      'points',
    ),
    count(
      'fault points of money operations tried',
      sumOf(found, ({ money }) => money.tried),
      'points',
    ),
    count(
      'fault points of other operations',
      sumOf(found, ({ others }) => others.all),
      'points',
    ),
    count(
      'fault points of other operations tried',
      sumOf(found, ({ others }) => others.tried),
      'points',
    ),
    count(
      'tried in a process just started',
      both(({ cold }) => cold),
      'points',
    ),
    count('faults met at them', recoveries.length, 'faults'),
    zero(
      'answers that a fault made wrong',
      both(({ wrong }) => wrong),
      'answers',
    ),
    zero(
      'findings in ledger, workflows and queues',
      sumOf(found, ({ aftermath }) => aftermath.findings.length),
      'findings',
    ),
    // A run too short to meet a fault has nothing to recover from.
    ...(recoveries.length > 0
      ? [
          count('recovery after a fault, p50', quantile(recoveries, 0.5), 'ms'),
          count('recovery after a fault, p99', quantile(recoveries, 0.99), 'ms'),
          count('recovery after a fault, longest', Math.max(...recoveries), 'ms'),
        ]
      : []),
    count(
      'workflows of transfers with step-up',
      ofWorkflows((one) => one.executions),
      'executions',
    ),
    count(
      'states that they entered',
      ofWorkflows(({ states }) => states),
      'states',
    ),
    zero(
      'workflows that did not enter exactly two states',
      ofWorkflows(({ others }) => others),
      'executions',
    ),
    zero(
      'workflows of transfers without step-up',
      ofWorkflows(({ needless }) => needless),
      'executions',
    ),
  ];
}
