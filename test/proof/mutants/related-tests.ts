import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../../../local/settings.ts';

/** The unit tests, as vitest.config.ts beside this file takes them. */
export const unitTests: readonly string[] = ['domain', 'contract', 'data', 'lambda', 'gateway'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/from '(\.[^']+\.ts)'/g)].map(([, path]) =>
    relative(root, join(root, dirname(file), path!)),
  );

/** Which unit tests run which file. */
export class RelatedTests {
  private readonly reached = new Map<string, ReadonlySet<string>>();

  constructor() {
    for (const test of unitTests.flatMap((pattern) => globSync(pattern, { cwd: root })))
      this.reached.set(test, reachOf(test));
  }

  /** The tests that reach this file, the shortest reach first: they are the quickest. */
  of(file: string): string[] {
    const found = [...this.reached].filter(([, files]) => files.has(file));
    return found.toSorted(([, a], [, b]) => a.size - b.size).map(([test]) => test);
  }
}

function reachOf(test: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [test];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...importsOf(next));
  }
  return seen;
}
