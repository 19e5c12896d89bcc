import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { broken, brokenBy, type FaultPoint, faultPointsOf, played, scenarios } from './engine/fault-points.ts';
import { FaultyBank } from './engine/faulty-bank.ts';
import { runSeed } from './seed.ts';
import { choicesOf } from './simulation/drive.ts';

let faulty: FaultyBank;
beforeAll(async () => {
  faulty = await FaultyBank.open();
});
afterAll(() => faulty.bank.close());

/** A taste of what `npm run proof` plays at every call of every function. */
const tasted = 6;

describe('a fault in the middle of a function, on a real engine', () => {
  it.each(['createTransfer', 'settleTransfer'])('of %s costs time and nothing else', async (name) => {
    const choose = choicesOf(runSeed);
    const points: FaultPoint[] = [];
    for (const scenario of scenarios.filter(({ operation }) => operation === name))
      points.push(...(await faultPointsOf(faulty, scenario)));
    for (let turn = 0; turn < tasted; turn++) {
      const point = points[choose(points.length)]!;
      expect(brokenBy(point, await played(faulty, point))).toEqual([]);
    }
  });

  it('leaves a sound ledger', async () => {
    await faulty.settle();
    expect(await broken()).toEqual([]);
  });
});
