import { join } from 'node:path';
import type { Emulator } from './emulator.ts';
import { mustRun } from './processes.ts';
import { account, baseUrlOf, region, root } from './settings.ts';

const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');

/** The CDK's own folder goes with the bank's, and it sends nothing home. */
const cdkEnv = (env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv => ({
  ...env,
  CDK_HOME: join(folder, 'cdk-home'),
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CDK_DISABLE_VERSION_CHECK: 'true',
  TMPDIR: folder,
});

const runCdk = (args: readonly string[], env: NodeJS.ProcessEnv, onLine?: (line: string) => void): Promise<string> =>
  mustRun(process.execPath, [cdk, ...args, '--no-color', '--no-notices', '--ci'], { env, ...(onLine && { onLine }) });

/** What a test may choose of the local environment. */
export interface Choice {
  /** How long a transfer waits for its authorization; the rule of the day unless said. */
  readonly waitSeconds?: number;
  /** The folder of the functions' bundles; `dist` unless said. */
  readonly bundles?: string;
}

/** Makes the templates of the local environment, as any other environment's are made. */
export async function synthesize({ port, folder, env }: Emulator, { waitSeconds, bundles }: Choice): Promise<void> {
  const wait = waitSeconds === undefined ? [] : ['-c', `waitSeconds=${waitSeconds}`];
  const from = bundles === undefined ? [] : ['-c', `bundles=${bundles}`];
  const context = ['-c', 'environment=local', '-c', `baseUrl=${baseUrlOf(port)}`, ...wait, ...from];
  await runCdk(['synth', '--quiet', '--output', join(folder, 'cdk.out'), ...context], cdkEnv(env, folder));
}

/** Prepares the empty account for the CDK: its bucket and its roles. Without an app, or it would synthesize once more. */
export async function bootstrap({ folder, env }: Emulator): Promise<void> {
  await runCdk(['bootstrap', `aws://${account}/${region}`, '--app', ''], cdkEnv(env, folder));
}

/** Deploys every stack; tells each that is done. */
export async function deployStacks({ folder, env }: Emulator, onStack: (name: string) => void): Promise<void> {
  const args = [
    'deploy',
    '--all',
    '--app',
    join(folder, 'cdk.out'),
    '--concurrency',
    '4',
    '--require-approval',
    'never',
  ];
  await runCdk(args, cdkEnv(env, folder), (line) => {
    const done = /✅\s+(\S+)/.exec(line);
    if (done) onStack(done[1]!);
  });
}
