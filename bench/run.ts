import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../local/processes.ts';
import { step } from '../local/progress.ts';
import { type Figure, tableOf } from './figure.ts';
import { pictureOf } from './picture.ts';
import { sectionNames } from './section.ts';

const folder = import.meta.dirname;

/** Runs one part of the report in a process of its own. */
async function figuresOf(name: string): Promise<Figure[]> {
  const output = await mustRun(process.execPath, [join(folder, 'section.ts'), name]);
  return JSON.parse(output.trim().split('\n').at(-1)!) as Figure[];
}

/** `npm run bench`: every figure against its goal, as a table, as bench/report.json and as bench/report.svg. */
const figures: Figure[] = [];
const failed: string[] = [];
for (const name of sectionNames) {
  try {
    figures.push(...(await step(name, () => figuresOf(name))));
  } catch (error) {
    // The others are still worth knowing; the run as a whole has failed.
    failed.push(name);
    console.error(`${name} failed: ${(error as Error).message.slice(-2000)}`);
  }
}
figures.sort((a, b) => Number(a.goal) - Number(b.goal));

const withGoal = figures.filter(({ limit }) => limit !== undefined);
const missed = withGoal.filter(({ ok }) => !ok).length;
writeFileSync(join(folder, 'report.json'), `${JSON.stringify(figures, null, 2)}\n`);
writeFileSync(join(folder, 'report.svg'), pictureOf(withGoal));
console.log(`\n${tableOf(withGoal)}\n`);
console.log(`${tableOf(figures.filter(({ limit }) => limit === undefined))}\n`);
console.log(
  `${withGoal.length - missed} of ${withGoal.length} goals met. A missed one has its reason in docs/decisions.`,
);
if (failed.length > 0) console.error(`Not measured: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
