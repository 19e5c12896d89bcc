import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { imageOf } from '../../../shared/data/stream-image.ts';
import { inRun } from '../run-context.ts';
import type { MemoryTable } from './memory-table.ts';

type Plain = Record<string, unknown>;
interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: Plain;
}

/**
 * Speaks to the table without the SDK, as with its retries off: many times faster, for runs that count interleavings. It meets the
 * faults of the current invocation like the real client.
 */
export function lightClient(table: () => MemoryTable): DynamoDBDocumentClient {
  let calls = 0;
  const send = async (command: Sent): Promise<unknown> => {
    const operation = operations[command.constructor.name]!;
    const input = wireOf(operation, command.input);
    if (operation === 'TransactWriteItems') input['ClientRequestToken'] = `token ${++calls}`;
    const ask = () => table().handle(operation, input);
    const invocation = inRun()?.invocation;
    const output = invocation ? await invocation.attempt(`call ${++calls}`, operation, ask) : await ask();
    return nativeOf(output as Plain);
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

const operations: Record<string, string> = {
  GetCommand: 'GetItem',
  BatchGetCommand: 'BatchGetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  QueryCommand: 'Query',
  TransactGetCommand: 'TransactGetItems',
  TransactWriteCommand: 'TransactWriteItems',
};

const options = { removeUndefinedValues: true } as const;
const holdsValues = new Set(['Item', 'Key', 'ExclusiveStartKey', 'ExpressionAttributeValues']);
const wire = (item: Plain) => bytesAsText(marshall(item, options));

/** JSON carries bytes as base64 text. */
function bytesAsText(item: Plain): Plain {
  for (const value of Object.values(item) as { B?: unknown }[])
    if (value.B instanceof Uint8Array) value.B = Buffer.from(value.B).toString('base64');
  return item;
}

function wireOf(operation: string, input: Plain): Plain {
  if (operation.startsWith('Transact')) {
    const items = input['TransactItems'] as Record<string, Plain>[];
    return { TransactItems: items.map((item) => mapped(item, (write) => wireOf('', write as Plain))) };
  }
  if (operation === 'BatchGetItem') {
    const request = input['RequestItems'] as Record<string, { Keys: Plain[] }>;
    return {
      RequestItems: mapped(request, (one) => ({ ...(one as object), Keys: (one as { Keys: Plain[] }).Keys.map(wire) })),
    };
  }
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, holdsValues.has(name) && value ? wire(value as Plain) : value]),
  );
}

function nativeOf(output: Plain): Plain {
  const native = (item: unknown): Plain => imageOf(item as object);
  const { Item, Items, LastEvaluatedKey, Responses, ...rest } = output as {
    Item?: Plain;
    Items?: Plain[];
    LastEvaluatedKey?: Plain;
    Responses?: Record<string, Plain[]> | { Item?: Plain }[];
  };
  return {
    ...rest,
    ...(Item && { Item: native(Item) }),
    ...(Items && { Items: Items.map(native) }),
    ...(LastEvaluatedKey && { LastEvaluatedKey: native(LastEvaluatedKey) }),
    ...(Array.isArray(Responses) && {
      Responses: Responses.map((one) => (one.Item ? { Item: native(one.Item) } : {})),
    }),
    ...(Responses &&
      !Array.isArray(Responses) && { Responses: mapped(Responses, (items) => (items as Plain[]).map(native)) }),
  };
}

const mapped = (fields: object, map: (value: unknown) => unknown): Plain =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]));
