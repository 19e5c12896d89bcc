import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { printedRun } from './seed.ts';
import { type Genesis, genesis } from './simulation/genesis.ts';
import { duel, late, play, storm } from './simulation/storm.ts';
import { throughSdk } from './simulation/world.ts';

let bank: Genesis;
beforeAll(async () => {
  bank = await genesis();
});

/** A taste of what `npm run proof` runs for half an hour. */
const runs = { 'through the whole SDK': 80, 'with the SDK left out': 400 };

describe('the bank in a storm', () => {
  it.each(Object.entries(runs))(
    'keeps every promise, whatever breaks and whoever comes first, %s',
    async (way, numRuns) => {
      throughSdk(way === 'through the whole SDK');
      const property = fc.asyncProperty(fc.oneof(storm, duel, late), async (plan) => {
        const { findings } = await play(bank, plan);
        expect(findings).toEqual([]);
      });
      await fc.assert(property, printedRun('storm', numRuns));
    },
  );
});
