import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { forLambda } from '../../build/bundle.ts';
import { mustRun } from '../../local/processes.ts';
import { root } from '../../local/settings.ts';
import { type Figure, atMost, quantile, told } from '../figure.ts';

/** Fresh processes of each kind, one after the other in turn, so that whatever else the machine does hits both alike. */
const pairs = 31;

const measured = ['transfers/create-transfer', 'accounts/read-account', 'identity/authorize.authorizer'];

/** Goal 6: how long a function's module takes to evaluate, over a bare DynamoDB client bundled the same way. */
export async function startupFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'songhua-startup-'));
  try {
    const bare = await bareClient(folder);
    const figures: Figure[] = [];
    for (const name of measured) figures.push(...(await compared(name, bare)));
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The least that a function with a table can load. */
async function bareClient(folder: string): Promise<string> {
  const entry = join(folder, 'bare.ts');
  const out = join(folder, 'bare.mjs');
  writeFileSync(
    entry,
    `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nexport const client = new DynamoDBClient({});\n`,
  );
  await build({
    entryPoints: [entry],
    outfile: out,
    nodePaths: [join(root, 'node_modules')],
    ...forLambda,
  });
  return out;
}

async function compared(name: string, bare: string): Promise<Figure[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    theirs.push(await evaluationMs(bare));
    ours.push(await evaluationMs(join(root, 'dist', name, 'index.mjs')));
  }
  const [own, base] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  return [
    atMost(
      '6',
      `module evaluation of ${name} over a bare DynamoDB client, p50 of ${pairs} pairs`,
      own / base,
      1,
      'ratio',
    ),
    told('6', `module evaluation of ${name}`, own, 'ms'),
  ];
}

const script = `const t=performance.now();await import(process.argv[1]);console.log(performance.now()-t)`;

async function evaluationMs(file: string): Promise<number> {
  const env = { ...process.env, AWS_REGION: 'cn-north-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  const output = await mustRun(process.execPath, ['--input-type=module', '-e', script, file], { env });
  return Number(output.trim().split('\n').at(-1));
}
