import { quantile, told } from '../../../bench/figure.ts';
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
import { allOf, never, type Part, tell } from './part.ts';

/** Tier B: every fault at every call of every function, over a real engine; what moves money first, in the order of the seed. */
export const faultPoints: Part = async ({ seed, budgetMs }) => {
  const faulty = await FaultyBank.open();
  const begun = performance.now();
  const [money, others]: FaultPoint[][] = [[], []];
  for (const scenario of scenarios)
    (isMoney(scenario) ? money! : others!).push(...(await faultPointsOf(faulty, scenario)));
  const points = [...shuffled(money!, seed), ...shuffled(others!, seed)];
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
  return [
    ...allOf('fault points of money operations tried on the real engine', triedMoney, money!.length, 'points'),
    told('proof', 'fault points of all operations, of all', points.length, 'points'),
    told('proof', 'fault points of all operations tried', tried, 'points'),
    told('proof', 'faults met at them', recoveries.length, 'faults'),
    never('answers that a fault made wrong', wrong, 'answers'),
    never('findings in the ledger after all of them', findings.length, 'findings'),
    told('proof', 'recovery after a fault, p50', quantile(recoveries, 0.5), 'ms'),
    told('proof', 'recovery after a fault, p99', quantile(recoveries, 0.99), 'ms'),
    told('proof', 'recovery after a fault, longest', Math.max(...recoveries), 'ms'),
  ];
};

function shuffled<T>(all: readonly T[], seed: number): T[] {
  const choose = choicesOf(seed);
  const left = [...all];
  return all.map(() => left.splice(choose(left.length), 1)[0]!);
}
