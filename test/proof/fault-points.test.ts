import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  broken,
  brokenBy,
  type FaultPoint,
  faultPointsOf,
  modelOf,
  nameOf,
  type Played,
  played,
  pointName,
  pointNamed,
  scenarios,
} from './engine/fault-points.ts';
import { FaultyBank } from './engine/faulty-bank.ts';
import { Pairs } from './engine/pairs.ts';
import { runSeed } from './seed.ts';
import { choicesOf } from './simulation/drive.ts';

let faulty: FaultyBank;
beforeAll(async () => {
  faulty = await FaultyBank.open();
});
afterAll(() => faulty.bank.close());

/** A taste of what `npm run proof` plays at every call of every function. */
const tasted = 6;

/** Plays a point, and says what was wrong: a point that is not met proves nothing. */
async function wrongAt(point: FaultPoint, heed?: (result: Played) => void): Promise<string[]> {
  const result = await played(faulty, point);
  heed?.(result);
  return result.reached ? brokenBy(point, result) : [`${pointName(point)} was not met`];
}

describe('a fault in the middle of a function, on a real engine', () => {
  it.each(['createTransfer#0', 'createTransfer#1', 'settleTransfer#0'])(
    'of %s costs time and nothing else',
    async (name) => {
      const choose = choicesOf(runSeed);
      const scenario = scenarios.find((one) => nameOf(one) === name)!;
      const points = faultPointsOf(await modelOf(faulty, scenario));
      for (let turn = 0; turn < tasted; turn++) expect(await wrongAt(points[choose(points.length)]!)).toEqual([]);
    },
  );

  it('costs nothing else when the retry meets another', async () => {
    const scenario = scenarios.find((one) => nameOf(one) === 'createTransfer#0')!;
    const crashes = faultPointsOf(await modelOf(faulty, scenario)).filter(
      ({ faults }) => faults[0]!.kind === 'crash-after',
    );
    const pairs = new Pairs();
    const last = crashes.at(-1)!;
    expect(await wrongAt(last, (result) => pairs.add(last, result))).toEqual([]);
    expect(await wrongAt(pairs.next()!)).toEqual([]);
  });

  it.each([
    'createSession#0 2:lost:every',
    'removeDevice#0 1:lost:every',
    'approveSwitch#0 1:lost:every',
    'replacePartnerSecret#0 0:lost:every',
  ])('that hides a write from its own call, as in %s, is seen through', async (name) => {
    const scenario = scenarios.find((one) => nameOf(one) === name.split(' ')[0])!;
    const model = await modelOf(faulty, scenario);
    const { reached, strike } = await played(faulty, pointNamed(name, model));
    expect(reached).toBe(true);
    expect(strike!.answer).toEqual(model.answer);
  });

  it('leaves a sound ledger', async () => {
    await faulty.settle();
    expect(await broken()).toEqual([]);
  });
});
