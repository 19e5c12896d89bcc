import { type Figure, quantile, told } from '../../../bench/figure.ts';
import { FaultyBank } from '../engine/faulty-bank.ts';
import {
  broken,
  brokenBy,
  type FaultPoint,
  faultPointsOf,
  isMoney,
  type Model,
  modelOf,
  nameOf,
  type Played,
  played,
  pointName,
  pointNamed,
  scenarios,
} from '../engine/fault-points.ts';
import { Pairs } from '../engine/pairs.ts';
import { shuffled } from '../simulation/drive.ts';
import { allOf, type Means, mine, never, type Part, sumOf, tell } from './part.ts';

interface Found {
  readonly money: number;
  readonly all: number;
  readonly triedMoney: number;
  readonly tried: number;
  /** Pairs of faults of money operations: how many there are, how many were met, and what they were chosen to cover. */
  readonly pairs: number;
  readonly triedPairs: number;
  readonly twos: number;
  readonly coveredTwos: number;
  readonly wrong: number;
  readonly findings: number;
  readonly recoveries: readonly number[];
}

/** Tier B: every fault at every call of every function, over a real engine; what moves money first, and pairs of faults of it in the time that is left. */
export const faultPoints: Part<Found> = { work, figures };

async function work(means: Means): Promise<Found> {
  const begun = performance.now();
  const faulty = await FaultyBank.open();
  const trial = new Trial(faulty, () => performance.now() - begun < means.budgetMs);
  try {
    return await (means.point === undefined ? trial.everything(means) : trial.one(means.point));
  } finally {
    faulty.bank.close();
  }
}

/** The trial of one share of all points. */
class Trial {
  private readonly pairs = new Pairs();
  private readonly recoveries: number[] = [];
  private wrong = 0;
  private readonly faulty: FaultyBank;
  private readonly hasTime: () => boolean;

  constructor(faulty: FaultyBank, hasTime: () => boolean) {
    this.faulty = faulty;
    this.hasTime = hasTime;
  }

  /** Whole scenarios are shared out, since pairs are made of what a scenario's single faults have shown. */
  async everything(means: Means): Promise<Found> {
    const money = await this.pointsOf(mine(scenarios.filter(isMoney), means), means.seed);
    const others = await this.pointsOf(
      mine(
        scenarios.filter((one) => !isMoney(one)),
        means,
      ),
      means.seed,
    );
    const triedMoney = await this.try(money, (point, result) => this.pairs.add(point, result));
    const tried = triedMoney + (await this.try(others));
    const pairs = this.pairs.size;
    const triedPairs = await this.tryPairs();
    return this.found({ money: money.length, all: money.length + others.length, triedMoney, tried, pairs, triedPairs });
  }

  /** One point alone, as a failure names it. */
  async one(name: string): Promise<Found> {
    const scenario = scenarios.find((one) => nameOf(one) === name.split(' ')[0]);
    if (!scenario) throw new Error(`no scenario of this name: ${name}`);
    const point = pointNamed(name, await modelOf(this.faulty, scenario));
    const tried = await this.try([point]);
    const money = Number(isMoney(scenario));
    return this.found({ money, all: 1, triedMoney: money * tried, tried, pairs: 0, triedPairs: 0 });
  }

  private async pointsOf(all: typeof scenarios, seed: number): Promise<FaultPoint[]> {
    const models: Model[] = [];
    for (const scenario of all) models.push(await modelOf(this.faulty, scenario));
    return shuffled(models.flatMap(faultPointsOf), seed);
  }

  /** How many of these points were met. */
  private async try(
    points: readonly FaultPoint[],
    heed?: (point: FaultPoint, result: Played) => void,
  ): Promise<number> {
    let met = 0;
    for (const point of points) {
      if (!this.hasTime()) break;
      const result = await this.play(point);
      if (result.reached) met++;
      else tell(`not met: ${pointName(point)}`);
      heed?.(point, result);
    }
    return met;
  }

  private async tryPairs(): Promise<number> {
    let met = 0;
    for (let pair = this.pairs.next(); pair && this.hasTime(); pair = this.pairs.next()) {
      const result = await this.play(pair);
      if (result.reached) met++;
      this.pairs.note(pair, result);
    }
    return met;
  }

  private async play(point: FaultPoint): Promise<Played> {
    const result = await played(this.faulty, point);
    if (result.reached) this.recoveries.push(result.strike!.recoveryMs);
    for (const what of brokenBy(point, result)) {
      this.wrong++;
      tell(`${what}\n        npm run proof -- --only fault-points --point "${pointName(point)}"`);
    }
    return result;
  }

  private async found(
    counts: Pick<Found, 'money' | 'all' | 'triedMoney' | 'tried' | 'pairs' | 'triedPairs'>,
  ): Promise<Found> {
    await this.faulty.settle();
    const findings = await broken();
    findings.forEach(tell);
    const { pairs, recoveries, wrong } = this;
    return {
      ...counts,
      twos: pairs.wantedTwos,
      coveredTwos: pairs.coveredTwos,
      wrong,
      findings: findings.length,
      recoveries,
    };
  }
}

function figures(found: readonly Found[]): Figure[] {
  const sum = (field: Exclude<keyof Found, 'recoveries'>) => sumOf(found, (one) => one[field]);
  const recoveries = found.flatMap((one) => one.recoveries);
  return [
    ...allOf('fault points of money operations tried on the real engine', sum('triedMoney'), sum('money'), 'points'),
    ...allOf('fault points of all operations tried', sum('tried'), sum('all'), 'points'),
    told(
      'proof',
      'pairs of faults of money operations, one in a try and one in its retry, of all',
      sum('pairs'),
      'pairs',
    ),
    told('proof', 'pairs of faults of money operations tried', sum('triedPairs'), 'pairs'),
    ...allOf(
      'two of first call, first kind, second call, second kind met in a pair',
      sum('coveredTwos'),
      sum('twos'),
      'twos',
    ),
    told('proof', 'faults met at them', recoveries.length + sum('triedPairs'), 'faults'),
    never('answers that a fault made wrong', sum('wrong'), 'answers'),
    never('findings in the ledger after all of them', sum('findings'), 'findings'),
    told('proof', 'recovery after a fault, p50', quantile(recoveries, 0.5), 'ms'),
    told('proof', 'recovery after a fault, p99', quantile(recoveries, 0.99), 'ms'),
    told('proof', 'recovery after a fault, longest', Math.max(...recoveries), 'ms'),
  ];
}
