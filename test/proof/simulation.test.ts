import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { printedRun } from './seed.ts';
import { type Genesis, genesis } from './simulation/genesis.ts';
import { play, storm } from './simulation/storm.ts';

let bank: Genesis;
beforeAll(async () => {
  bank = await genesis();
});

/** A taste of what `npm run proof` runs for half an hour. */
const runs = Number(process.env['BANK_RUNS'] ?? 1000);

describe('the bank in a storm', () => {
  it('keeps every promise, whatever breaks and whoever comes first', async () => {
    const property = fc.asyncProperty(storm, fc.scheduler(), async (plan, scheduler) => {
      const { findings } = await play(bank, plan, scheduler);
      expect(findings).toEqual([]);
    });
    const begun = performance.now();
    await fc.assert(property, printedRun('storm', runs));
    process.stdout.write(`${runs} storms, ${Math.round((runs / (performance.now() - begun)) * 1000)}/s\n`);
  });
});
