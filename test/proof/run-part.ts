import type { Part } from './parts/part.ts';

/** The parts of the proof, each run in a process of its own: a simulated world and a real one do not share a clock. */
const parts: Readonly<Record<string, () => Promise<Part>>> = {
  interleavings: async () => (await import('./parts/interleavings.ts')).interleavings,
  model: async () => (await import('./parts/model.ts')).model,
  conditions: async () => (await import('./parts/conditions.ts')).conditions,
  'fault-points': async () => (await import('./parts/fault-points.ts')).faultPoints,
  checks: async () => (await import('./parts/checks.ts')).checks,
};

const [name = '', seed, budgetMs] = process.argv.slice(2);
const part = parts[name];
if (!part) throw new Error(`one of ${Object.keys(parts).join(', ')}`);
const figures = await (await part())({ seed: Number(seed), budgetMs: Number(budgetMs) });
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
