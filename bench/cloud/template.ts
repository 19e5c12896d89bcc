import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { makeBank } from '../../lib/bank.ts';
import { environmentOf } from '../../lib/environments.ts';
import type { Deployable } from '../../lib/operations.ts';

/** One resource of the synthesized bank. */
export interface Resource {
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

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
    return app.synth().stacks.flatMap(({ template }) => resourcesIn(template as { Resources?: Record<string, Resource> }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const resourcesIn = ({ Resources = {} }: { Resources?: Record<string, Resource> }): Resource[] =>
  Object.entries(Resources).map(([id, { Type, Properties = {} }]) => ({ id, Type, Properties }));

/** The only resource of a type. */
export function theOnlyOf(resources: readonly Resource[], type: string): Resource {
  const [one, ...others] = resources.filter(({ Type }) => Type === type);
  if (!one || others.length > 0) throw new Error(`expected one ${type}, found ${others.length + (one ? 1 : 0)}`);
  return one;
}

/** The table's shape for CreateTable: what of the template an engine that only stores items understands. */
export function tableShapeOf(resources: readonly Resource[]) {
  const { KeySchema, AttributeDefinitions, BillingMode, StreamSpecification, GlobalSecondaryIndexes } = theOnlyOf(
    resources,
    'AWS::DynamoDB::Table',
  ).Properties as Record<string, never>;
  return {
    KeySchema,
    AttributeDefinitions,
    BillingMode,
    StreamSpecification: { StreamEnabled: true, ...(StreamSpecification as object) },
    ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
  };
}
