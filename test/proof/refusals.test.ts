import { beforeAll, describe, expect, it } from 'vitest';
import { type Genesis, genesis } from './simulation/genesis.ts';
import { refusals, refusedWith } from './simulation/refusals.ts';
import { throughSdk } from './simulation/world.ts';

let bank: Genesis;
beforeAll(async () => {
  bank = await genesis();
  throughSdk(false);
});

describe('what the bank does not do', () => {
  it.each(refusals.map((one) => [one.name, one.code, one] as const))('%s: %s', async (_name, code, refusal) => {
    expect(await refusedWith(bank, refusal)).toBe(code);
  });
});
