import { type Figure, quantile, told } from '../../../bench/figure.ts';
import { FaultyBank } from '../engine/faulty-bank.ts';
import {
  broken,
  brokenBy,
  type FaultPoint,
  faultPointsOf,
  isMoney,
  played,
  scenarios,
} from '../engine/fault-points.ts';
import { choicesOf } from '../simulation/drive.ts';
import { allOf, type Means, mine, never, type Part, sumOf, tell } from './part.ts';

interface Found {
  readonly money: number;
  readonly all: number;
  readonly triedMoney: number;
  readonly tried: number;
  readonly wrong: number;
  readonly findings: number;
  readonly recoveries: readonly number[];
}

/** Tier B: every fault at every call of every function, over a real engine; what moves money first, in the order of the seed. */
export const faultPoints: Part<Found> = { work, figures };

async function work(means: Means): Promise<Found> {
  const faulty = await FaultyBank.open();
  const begun = performance.now();
  const [money, others]: FaultPoint[][] = [[], []];
  for (const scenario of scenarios)
    (isMoney(scenario) ? money! : others!).push(...(await faultPointsOf(faulty, scenario)));
  const { seed, budgetMs } = means;
  const points = [...mine(shuffled(money!, seed), means), ...mine(shuffled(others!, seed), means)];
  const recoveries: number[] = [];
  let [tried, triedMoney, wrong] = [0, 0, 0];
  for (const point of points) {
    if (performance.now() - begun > budgetMs) break;
    tried++;
    if (isMoney(point.scenario)) triedMoney++;
    const result = await played(faulty, point);
    if (result.strike?.reached) recoveries.push(result.strike.recoveryMs);
    for (const what of brokenBy(point, result)) {
      wrong++;
      tell(what);
    }
  }
  await faulty.settle();
  const findings = await broken();
  findings.forEach(tell);
  faulty.bank.close();
  const all = money!.length + others!.length;
  return { money: money!.length, all, triedMoney, tried, wrong, findings: findings.length, recoveries };
}

function figures(found: readonly Found[]): Figure[] {
  const [{ money, all }] = found as [Found];
  const recoveries = found.flatMap((one) => one.recoveries);
  const triedMoney = sumOf(found, (one) => one.triedMoney);
  return [
    ...allOf('fault points of money operations tried on the real engine', triedMoney, money, 'points'),
    ...allOf(
      'fault points of all operations tried',
      sumOf(found, ({ tried }) => tried),
      all,
      'points',
    ),
    told('proof', 'faults met at them', recoveries.length, 'faults'),
    never(
      'answers that a fault made wrong',
      sumOf(found, ({ wrong }) => wrong),
      'answers',
    ),
    never(
      'findings in the ledger after all of them',
      sumOf(found, ({ findings }) => findings),
      'findings',
    ),
    told('proof', 'recovery after a fault, p50', quantile(recoveries, 0.5), 'ms'),
    told('proof', 'recovery after a fault, p99', quantile(recoveries, 0.99), 'ms'),
    told('proof', 'recovery after a fault, longest', Math.max(...recoveries), 'ms'),
  ];
}

function shuffled<T>(all: readonly T[], seed: number): T[] {
  const choose = choicesOf(seed);
  const left = [...all];
  return all.map(() => left.splice(choose(left.length), 1)[0]!);
}
