import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder, removeFolder, run } from '../local/processes.ts';
import { secondsSince } from '../local/progress.ts';
import { type Check, bundleCheck, checkFolder, deployedCheck, quickChecks, stackChecks } from './checks.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** The machine that judges has two cores. */
const lanes = 2;

/** Tools report to nobody, look for no news, and colour what a person reads. */
const quietEnv = {
  ...process.env,
  ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CDK_DISABLE_VERSION_CHECK: 'true',
  CDK_HOME: join(checkFolder, 'cdk-home'),
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
};

/** A step counts as one; the tests inside it count too. */
function countOf({ report }: Check, code: number): Count {
  const step = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  if (!report || !existsSync(report)) return step;
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  return { passed: step.passed + numPassedTests!, failed: step.failed + numFailedTests! };
}

async function perform(check: Check): Promise<Count> {
  const start = performance.now();
  const [command, ...args] = check.command;
  const onLine = check.loud ? (line: string): void => console.log(`      ${line}`) : undefined;
  const { code, output } = await run(command, args, { env: quietEnv, ...(onLine && { onLine }) });
  if (code !== 0 && !check.loud) console.log(output);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${secondsSince(start)})`);
  return countOf(check, code);
}

/** Runs the checks in their order, two at a time. */
async function performAll(checks: readonly Check[]): Promise<Count[]> {
  const waiting = [...checks];
  const counts: Count[] = [];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) counts.push(await perform(next));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return counts;
}

removeFolder(checkFolder);
ownFolder(checkFolder);
mkdirSync(checkFolder, { recursive: true });
const counts = await performAll(quickChecks);
if (process.argv.includes('--all')) {
  counts.push(await perform(bundleCheck));
  counts.push(...(await performAll(stackChecks)));
  counts.push(await perform(deployedCheck));
}
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
