import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import { printedRun } from './seed.ts';
import { commands, replay } from './simulation/commands.ts';
import { luck } from './simulation/drive.ts';
import { type Genesis, genesis } from './simulation/genesis.ts';

let bank: Genesis;
beforeAll(async () => {
  bank = await genesis();
});

/** A taste of what `npm run proof` runs for minutes. */
const runs = 100;

describe('the bank beside the reference ledger', () => {
  it('answers alike and holds the same money, whatever is asked of both', async () => {
    const property = fc.asyncProperty(commands, luck, (list, seed) => replay(bank, list, seed));
    await fc.assert(property, printedRun('model', runs));
  });
});
