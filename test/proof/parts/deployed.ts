import { type Figure, quantile, told } from '../../../bench/figure.ts';
import { type Aftermath, aftermathOf } from '../deployed/aftermath.ts';
import { Cast } from '../deployed/cast.ts';
import { brokenBy, everyPlay, perform, type Point, pointsOf } from '../deployed/points.ts';
import { Stage } from '../deployed/stage.ts';
import { choicesOf } from '../simulation/drive.ts';
import { type Means, never, type Part, sumOf, tell } from './part.ts';

/** Customers who act at once, each lane for itself: most of a play is waiting for streams and workflows. */
const lanes = 3;

interface Found {
  /** Points in all, and those of money operations. */
  readonly all: number;
  readonly money: number;
  readonly tried: number;
  readonly triedMoney: number;
  /** Of those, in a process that had just started. */
  readonly triedCold: number;
  readonly wrong: number;
  readonly recoveries: readonly number[];
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
  const casts: Cast[] = [];
  while (casts.length < lanes) casts.push(await Cast.arrive(stage));
  const points = inOrder(await everyPoint(casts), seed);
  const tally = new Tally();
  const waiting = [...points];
  await inLanes(casts, async (cast) => {
    for (let point = waiting.shift(); point; point = waiting.shift()) {
      if (performance.now() - begun > budgetMs) return;
      await tally.add(cast, point);
    }
  });
  const aftermath = await aftermathOf(stage);
  aftermath.findings.forEach(tell);
  await stage.close();
  return { all: points.length, money: points.filter(({ money }) => money).length, ...tally.found, aftermath };
}

const inLanes = (casts: readonly Cast[], work: (cast: Cast) => Promise<void>): Promise<void[]> =>
  Promise.all(casts.map(work));

/** Found by playing everything without a fault. */
async function everyPoint(casts: readonly Cast[]): Promise<Point[]> {
  const waiting = [...everyPlay];
  const points = new Map<number, Point[]>();
  await inLanes(casts, async (cast) => {
    for (let play = waiting.shift(); play; play = waiting.shift())
      points.set(everyPlay.indexOf(play), await pointsOf(cast, play));
  });
  return everyPlay.flatMap((_play, at) => points.get(at) ?? []);
}

/** Money first, warm processes before cold ones; within each, as the seed says. */
function inOrder(points: readonly Point[], seed: number): Point[] {
  const choose = choicesOf(seed);
  const left = [...points];
  const shuffled = points.map(() => left.splice(choose(left.length), 1)[0]!);
  const rank = ({ money, cold }: Point): number => (money ? 0 : 2) + (cold ? 1 : 0);
  return shuffled.toSorted((one, other) => rank(one) - rank(other));
}

class Tally {
  readonly found = { tried: 0, triedMoney: 0, triedCold: 0, wrong: 0, recoveries: [] as number[] };

  async add(cast: Cast, point: Point): Promise<void> {
    let result = await perform(cast, point);
    // The process was a colder or warmer one than meant, and had fewer calls to make: once more.
    if (result.failed === undefined && !result.armed?.strike?.reached) result = await perform(cast, point);
    this.found.tried++;
    if (point.money) this.found.triedMoney++;
    if (point.cold) this.found.triedCold++;
    const { strike, recoveryMs } = result.armed ?? {};
    if (strike?.reached && recoveryMs !== undefined) this.found.recoveries.push(recoveryMs);
    for (const what of brokenBy(point, result)) {
      this.found.wrong++;
      tell(what);
    }
  }
}

function figures(found: readonly Found[]): Figure[] {
  const recoveries = found.flatMap((one) => one.recoveries);
  const sum = (value: (one: Found) => number): number => sumOf(found, value);
  const count = (what: string, value: (one: Found) => number, unit = 'points'): Figure =>
    told('proof', `deployed bank: ${what}`, sum(value), unit);
  const zero = (what: string, value: (one: Found) => number, unit: string): Figure =>
    never(`deployed bank: ${what}`, sum(value), unit);
  const recovery = (what: string, value: number): Figure =>
    told('proof', `deployed bank: recovery after a fault, ${what}`, value, 'ms');
  return [
    count('fault points of money operations', ({ money }) => money),
    count('of these tried', ({ triedMoney }) => triedMoney),
    count('fault points of all operations', ({ all }) => all),
    count('of these tried', ({ tried }) => tried),
    count('of these in a process just started', ({ triedCold }) => triedCold),
    count('faults met at them', (one) => one.recoveries.length, 'faults'),
    zero('answers that a fault made wrong', ({ wrong }) => wrong, 'answers'),
    zero(
      'findings in ledger, workflows and queues after all of them',
      (one) => one.aftermath.findings.length,
      'findings',
    ),
    recovery('p50', quantile(recoveries, 0.5)),
    recovery('p99', quantile(recoveries, 0.99)),
    recovery('longest', Math.max(...recoveries)),
    count('workflows of transfers with step-up', (one) => one.aftermath.transitions.executions, 'executions'),
    count('states that they entered', (one) => one.aftermath.transitions.states, 'states'),
    zero('workflows that did not enter exactly two states', (one) => one.aftermath.transitions.others, 'executions'),
    zero('workflows of transfers without step-up', (one) => one.aftermath.transitions.needless, 'executions'),
  ];
}
