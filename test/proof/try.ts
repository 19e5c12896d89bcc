// Scratch: finds distinct failures.
import fc from 'fast-check';
import { genesis } from './simulation/genesis.ts';
import { play, storm } from './simulation/storm.ts';
import { throughSdk } from './simulation/world.ts';
const bank = await genesis();
throughSdk(process.argv[4] !== 'light');
const n = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? Date.now() % 1e9);
console.log('seed', seed);
const seen = new Map<string, number>();
let steps = 0,
  runs = 0;
const t0 = performance.now();
const prop = fc.asyncProperty(storm, fc.scheduler(), async (plan, s) => {
  const a = await play(bank, plan, s);
  steps += a.steps;
  runs++;
  for (const f of a.findings) {
    const key = f
      .replace(/[a-z]{3}_[0-9a-z]{26}/g, 'ID')
      .replace(/\d{2,}/g, 'N')
      .slice(0, 110);
    if (!seen.has(key)) {
      console.log('---', f.slice(0, 600));
      console.log(JSON.stringify(plan, (k, v) => (typeof v === 'bigint' ? Number(v) : v)));
      for (const b of a.world.broken) console.log((b as Error).stack);
    }
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
});
const r = await fc.check(prop, { numRuns: n, seed });
if (r.failed) console.log(r.errorInstance, r.counterexample?.[0]);
const s = (performance.now() - t0) / 1000;
console.log(runs, 'runs', (runs / s).toFixed(0), '/s, steps/run', (steps / runs).toFixed(0));
console.log(seen);
