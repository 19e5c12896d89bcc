import { join } from 'node:path';
import { localFolder, root } from '../local/settings.ts';

/** One step of `npm run check` or `npm test`. */
export interface Check {
  readonly name: string;
  /** A script of node_modules/.bin, or of this project for `node`. */
  readonly command: readonly [string, ...string[]];
  /** Where vitest writes its counts. */
  readonly report?: string;
  /** Says what it does while it does it: for the steps that take minutes. */
  readonly loud?: boolean;
}

/** What the checks write, removed when they are done. */
export const checkFolder = join(localFolder, 'check');

function vitest(...projects: readonly string[]): Check {
  const name = `tests: ${projects.join(', ')}`;
  const report = join(checkFolder, `${projects.join('-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { name, command: ['vitest', 'run', ...projects.flatMap((one) => ['--project', one]), ...reporters], report };
}

const synth = (environment: string): Check => ({
  name: `synth ${environment}`,
  command: ['cdk', 'synth', '--quiet', '-c', `environment=${environment}`, '-o', join(checkFolder, environment)],
});

/** The inner loop: under 30 seconds. The longest begin first, since they run two at a time. */
export const quickChecks: readonly Check[] = [
  vitest('unit', 'architecture'),
  { name: 'types', command: ['tsc', '-p', root] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
];

/** What `npm test` adds, in the order in which one needs the other. */
export const bundleCheck: Check = { name: 'bundles', command: ['node', 'build/bundle.ts'], loud: true };
export const stackChecks: readonly Check[] = [
  vitest('stacks'),
  vitest('proof'),
  ...['dev', 'test', 'prod'].map(synth),
  { name: 'API description is current', command: ['node', 'build/openapi.ts', '--check'] },
  { name: 'API description is valid', command: ['redocly', 'lint', 'docs/openapi.json'] },
];
export const deployedCheck: Check = { ...vitest('deployed', 'aftermath'), loud: true };
