import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
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

/** The only resource of a type. */
export function theOnlyOf(resources: readonly Resource[], type: string): Resource {
  const [one, ...others] = resources.filter(({ Type }) => Type === type);
  if (!one || others.length > 0) throw new Error(`expected one ${type}, found ${others.length + (one ? 1 : 0)}`);
  return one;
}

/** What CreateTable takes of the template: keys, stream and indexes; the rest of a table does not change what a request costs. */
export type TableShape = Pick<
  CreateTableCommandInput,
  'KeySchema' | 'AttributeDefinitions' | 'BillingMode' | 'StreamSpecification' | 'GlobalSecondaryIndexes'
>;

/** The synthesized table, as an engine that only stores items can make it. */
export function tableShapeOf(resources: readonly Resource[]): TableShape {
  const properties = theOnlyOf(resources, 'AWS::DynamoDB::Table').Properties as TableShape;
  const { KeySchema, AttributeDefinitions, BillingMode, StreamSpecification, GlobalSecondaryIndexes } = properties;
  return {
    KeySchema,
    AttributeDefinitions,
    BillingMode,
    StreamSpecification: { ...StreamSpecification, StreamEnabled: true },
    ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
  };
}
