import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, tableOf } from '../../bench/figure.ts';
import { ownFolder } from '../../local/processes.ts';
import { step } from '../../local/progress.ts';
import { root } from '../../local/settings.ts';
import { never, tell } from './parts/part.ts';
import { type PartName, partNames, partOf } from './parts/parts.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '26' },
    only: { type: 'string' },
    point: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 2 ** 31);
const totalMs = Number(values.minutes) * 60_000;

/** Two cores, so two lanes. */
const lanes = 2;

/** Parts with a fixed amount of work, cut into shares, the longest first; each may use so much of the whole time, in all its shares. */
const finite: readonly { readonly part: PartName; readonly shares: number; readonly most: number }[] = [
  // One bank of its own, with an emulator that takes half a minute to deploy.
  { part: 'deployed', shares: 1, most: 0.12 },
  { part: 'fault-points', shares: 8, most: 0.4 },
  { part: 'checks', shares: 4, most: 0.2 },
  { part: 'conditions', shares: 2, most: 0.05 },
  { part: 'writes', shares: 2, most: 0.1 },
  { part: 'grants', shares: 1, most: 0.03 },
];
/** Parts that prove more the longer they run: they share what is left, a share in each lane, and a tenth of the time at least. */
const endless: readonly { readonly part: PartName; readonly weight: number }[] = [
  { part: 'model', weight: 1 },
  { part: 'interleavings', weight: 6 },
];

interface Task {
  readonly part: PartName;
  readonly share: number;
  readonly shares: number;
  /** When it may begin its last piece, in ms from now. */
  budgetMs(): number;
}

const begun = performance.now();
const wanted = (part: PartName): boolean => values.only === undefined || values.only === part;
const sharesOf = (part: PartName, shares: number, budgetMs: () => number): Task[] =>
  Array.from({ length: wanted(part) ? shares : 0 }, (_, share) => ({ part, share, shares, budgetMs }));

const queue: Task[] = finite.flatMap(({ part, shares, most }) =>
  sharesOf(part, values.point === undefined ? shares : 1, () => (totalMs * most * lanes) / shares),
);
const last = endless.filter(({ part }) => wanted(part));
const allWeight = last.reduce((sum, { weight }) => sum + weight, 0);
const tails = Array.from({ length: lanes }, (_, lane) =>
  last.flatMap(({ part, weight }, place) => {
    const rest = last.slice(place).reduce((sum, one) => sum + one.weight, 0);
    const leftMs = () => Math.max(totalMs - (performance.now() - begun), (totalMs * rest) / (10 * allWeight));
    const budgetMs = () => (leftMs() * weight) / rest;
    return sharesOf(part, lanes, budgetMs).slice(lane, lane + 1);
  }),
);

const scratch = mkdtempSync(join(tmpdir(), 'songhua-proof-'));
ownFolder(scratch);
const found = new Map<PartName, unknown[]>();
/** Shares that ended without saying what they found: the others go on, and the report says so. */
const brokenOff: string[] = [];

/**
 * One share in a process of its own, which ends when its input closes, so with this one. Its last line is what it found; what it
 * tells on the way goes to the terminal.
 */
async function work({ part, share, shares, budgetMs }: Task): Promise<void> {
  const means = [seed, share, shares, Math.max(0, Math.round(budgetMs())), scratch].map(String);
  if (values.point !== undefined) means.push(values.point);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run-part.ts'), part, ...means], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: root,
  });
  const output = Buffer.concat(await child.stdout.toArray()).toString();
  const line = output.trim().split('\n').at(-1) ?? '';
  if (/^[[{]/.test(line)) found.set(part, [...(found.get(part) ?? []), JSON.parse(line)]);
  else {
    brokenOff.push(part);
    tell(`${part} ${share + 1}/${shares} broke off\n${output}`);
  }
}

async function runLane(tail: readonly Task[]): Promise<void> {
  const next = (task: Task) => step(`${task.part} ${task.share + 1}/${task.shares}`, () => work(task));
  for (let task = queue.shift(); task; task = queue.shift()) await next(task);
  for (const task of tail) await next(task);
}

/** `npm run proof`: everything that takes minutes, as a table and as bench/proof.json. `-- --seed N` repeats a run. */
console.log(`seed ${seed}: npm run proof -- --seed ${seed} repeats this run`);
await Promise.all(tails.map(runLane));
const figures: Figure[] = [{ goal: 'proof', what: 'seed', value: seed, unit: 'number', ok: true }];
for (const name of partNames) {
  const shares = found.get(name);
  if (shares) figures.push(...(await partOf(name)).figures(shares));
}
figures.push(never('shares that broke off', brokenOff.length, 'shares'));
if (values.only === undefined)
  writeFileSync(join(root, 'bench', 'proof.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(`\n${tableOf(figures)}\n`);
const missed = figures.filter(({ ok }) => !ok).length;
console.log(missed === 0 ? 'Everything held.' : `${missed} of ${figures.length} did not hold.`);
process.exitCode = missed === 0 ? 0 : 1;
