import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { makeBank } from '../../lib/bank.ts';
import { environmentOf } from '../../lib/environments.ts';
import type { Deployable } from '../../lib/operations.ts';
import type { Resource } from './resources.ts';

/** Everything the bank would deploy in production, with the simulators, or without them. */
export function synthesize(all: readonly Deployable[], name: 'local' | 'test' | 'prod' = 'test'): readonly Resource[] {
  const folder = mkdtempSync(join(tmpdir(), 'songhua-synth-'));
  try {
    // What is metered is imported from source, so the template needs a bundle's place only.
    const bundle = join(folder, 'bundle');
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'index.mjs'), '');
    const app = new App({ outdir: join(folder, 'cdk.out') });
    makeBank(app, environmentOf(name), all, () => bundle);
    return app.synth().stacks.flatMap(({ template }) => resourcesIn(template as Template));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Template {
  readonly Resources?: Readonly<Record<string, Partial<Resource>>>;
}

const resourcesIn = ({ Resources = {} }: Template): Resource[] =>
  Object.entries(Resources).map(([id, { Type = '', Properties = {} }]) => ({ id, Type, Properties }));
