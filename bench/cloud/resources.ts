import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** One resource of the synthesized bank. */
export interface Resource {
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

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
