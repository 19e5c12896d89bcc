import { appendFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { synthesize } from '../../../bench/cloud/template.ts';
import { loadOperations } from '../../../lib/operations.ts';
import { run } from '../../../local/processes.ts';
import { root } from '../../../local/settings.ts';
import { taken } from '../../support/taken.ts';
import { simulation } from './tests.ts';
import { type Told, toldIn } from './told.ts';

const here = join(root, 'test/proof/mutants');

/** All that the tests told of a whole bank, and which of them may notice that something is missing. */
export class Trials {
  private readonly told: readonly (Told & { readonly by: string })[];
  private readonly seed: number;
  private readonly resources: string;
  private readonly ms: ReadonlyMap<string, number>;

  constructor(told: Trials['told'], seed: number, resources: string) {
    this.told = told;
    this.seed = seed;
    this.resources = resources;
    this.ms = new Map(told.flatMap(({ by, ms }) => (ms === undefined ? [] : [[by, ms]])));
  }

  get all(): Trials['told'] {
    return this.told;
  }

  /** The tests that this holds of, the quickest first. What never refused in a test cannot be missed by it. */
  of(holds: (told: Told) => boolean): string[] {
    const found = new Set(this.told.filter(holds).map(({ by }) => by));
    return [...found].toSorted((a, b) => this.ms.get(a)! - this.ms.get(b)!);
  }

  /** Whether one of these tests fails in a bank with this mutant. */
  async isMissed(by: readonly string[], mutant: Readonly<Record<string, string>>): Promise<boolean> {
    for (const test of by)
      if (!(await passes(test, this.seed, { ...mutant, BANK_RESOURCES: this.resources }))) return true;
    return false;
  }
}

/**
 * Runs every test over a whole bank that tells what it refuses. All must pass, or every mutant would count as dead. Where several ask,
 * the first does it and the others wait.
 */
export async function trialsIn(scratch: string, seed: number): Promise<Trials> {
  const [told, failed, resources] = ['told.jsonl', 'failed', 'resources.json'].map((file) => join(scratch, file)) as [
    string,
    string,
    string,
  ];
  if (taken(join(scratch, 'first'))) {
    try {
      writeFileSync(resources, JSON.stringify(synthesize(await loadOperations(join(root, 'functions')))));
      await tellInto(told, seed, resources);
    } catch (error) {
      writeFileSync(failed, String(error));
      throw error;
    }
  }
  while (!existsSync(told)) {
    if (existsSync(failed)) throw new Error('the tests miss something in a whole bank');
    await pause(500);
  }
  return new Trials(toldIn(told), seed, resources);
}

async function tellInto(file: string, seed: number, resources: string): Promise<void> {
  const unfinished = `${file}.part`;
  const whole = { BANK_TOLD: unfinished, BANK_RESOURCES: resources };
  const begun = performance.now();
  if (!(await passes(simulation, seed, whole))) throw new Error('the simulation misses something in a whole bank');
  appendFileSync(unfinished, `${JSON.stringify({ by: simulation, ms: Math.round(performance.now() - begun) })}\n`);
  const { code, output } = await vitest([], whole);
  if (code !== 0) throw new Error(`a test fails over a whole bank\n${output}`);
  renameSync(unfinished, file);
}

async function passes(test: string, seed: number, env: Readonly<Record<string, string>>): Promise<boolean> {
  if (test !== simulation) return (await vitest([test], env)).code === 0;
  const args = ['--import', join(here, 'drop-check.ts'), join(here, 'notice.ts'), String(seed)];
  return (await run(process.execPath, args, { env: { ...process.env, ...env } })).code === 0;
}

const vitest = (tests: readonly string[], env: Readonly<Record<string, string>>) =>
  run('vitest', ['run', '--config', join(here, 'vitest.config.ts'), ...tests], { env: { ...process.env, ...env } });
