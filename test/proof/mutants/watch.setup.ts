import { afterAll, expect } from 'vitest';
import { tellOf } from './told.ts';
import { watchWrites } from './write-mutants.ts';

// A test file over a bank that tells what it refuses, or that has lost the condition which BANK_CONDITION names.
const by = expect.getState().testPath!;
const begun = performance.now();
const tell = tellOf(by);
globalThis.bankMet = (id) => tell({ check: id });
watchWrites(tell);
afterAll(() => tell({ ms: Math.round(performance.now() - begun) }));
