import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, tableOf } from '../../bench/figure.ts';
import { step } from '../../local/progress.ts';
import { root } from '../../local/settings.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, minutes: { type: 'string', default: '26' }, only: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 2 ** 31);
const minuteMs = (Number(values.minutes) / 26) * 60_000;

/** Two cores, so two lanes; each part with the time it may use of the 30 minutes. What has no budget takes what it needs. */
const lanes: readonly (readonly (readonly [part: string, budgetMs: number])[])[] = [
  [
    ['conditions', 0],
    ['model', 3 * minuteMs],
    ['interleavings', 18 * minuteMs],
  ],
  [
    ['fault-points', 14 * minuteMs],
    ['checks', 12 * minuteMs],
  ],
];

/** Runs one part in a process of its own. Its last line is its figures; what it tells on the way goes to the terminal. */
async function figuresOf(part: string, budgetMs: number): Promise<Figure[]> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'run-part.ts'), part, String(seed), String(Math.round(budgetMs))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: root,
    },
  );
  const output = Buffer.concat(await child.stdout.toArray()).toString();
  const last = output.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('[')) throw new Error(`${part} broke off\n${output}`);
  return JSON.parse(last) as Figure[];
}

async function runLane(lane: (typeof lanes)[number]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [part, budgetMs] of lane) {
    if (values.only === undefined || values.only === part)
      figures.push(...(await step(part, () => figuresOf(part, budgetMs))));
  }
  return figures;
}

/** `npm run proof`: everything that takes minutes, as a table and as bench/proof.json. `-- --seed N` repeats a run. */
console.log(`seed ${seed}: npm run proof -- --seed ${seed} repeats this run`);
const figures = [
  { goal: 'proof', what: 'seed', value: seed, unit: 'number', ok: true },
  ...(await Promise.all(lanes.map(runLane))).flat(),
];
if (values.only === undefined)
  writeFileSync(join(root, 'bench', 'proof.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(`\n${tableOf(figures)}\n`);
const missed = figures.filter(({ ok }) => !ok).length;
console.log(missed === 0 ? 'Everything held.' : `${missed} of ${figures.length} did not hold.`);
process.exitCode = missed === 0 ? 0 : 1;
