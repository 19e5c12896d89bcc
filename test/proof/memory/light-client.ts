import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { imageOf } from '../../../shared/data/stream-image.ts';
import { inRun } from '../run-context.ts';
import type { MemoryTable } from './memory-table.ts';
import type { Item, Wire } from './value.ts';

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
    const ask = () => table().handle(operation, input, nativeOf);
    const invocation = inRun()?.invocation;
    return invocation ? invocation.attempt(`call ${++calls}`, operation, ask) : ask();
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

const holdsValues = new Set(['Item', 'Key', 'ExclusiveStartKey', 'ExpressionAttributeValues']);

function wireOf(operation: string, input: Plain): Plain {
  if (operation.startsWith('Transact')) {
    const items = input['TransactItems'] as Record<string, Plain>[];
    return { TransactItems: items.map((item) => mapped(item, (write) => wireOf('', write as Plain))) };
  }
  if (operation === 'BatchGetItem') {
    const request = input['RequestItems'] as Record<string, { Keys: Plain[] }>;
    return {
      RequestItems: mapped(request, (one) => ({
        ...(one as object),
        Keys: (one as { Keys: Plain[] }).Keys.map(itemOf),
      })),
    };
  }
  return mapped(input, (value, name) => (holdsValues.has(name) && value ? itemOf(value as Plain) : value));
}

/** An item in the wire's form; what is undefined is left out, as the bank's own client is told to. */
function itemOf(fields: Plain): Item {
  const item: Record<string, Wire> = {};
  for (const name of Object.keys(fields)) if (fields[name] !== undefined) item[name] = valueOf(fields[name]);
  return item;
}

function valueOf(value: unknown): Wire {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'bigint' || typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  // JSON carries bytes as base64 text.
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { L: value.map(valueOf) };
  if (Object.getPrototypeOf(value) === Object.prototype) return { M: itemOf(value as Plain) };
  throw new TypeError('the bank stores no such value');
}

/** An item as the bank reads it: most are read many times between two writes. */
export function nativeOf(item: Item): Plain {
  const before = natives.get(item);
  if (before) return before;
  const native = Object.freeze(imageOf(item));
  natives.set(item, native);
  return native;
}

const natives = new WeakMap<Item, Plain>();

function mapped(fields: object, map: (value: unknown, name: string) => unknown): Plain {
  const result: Plain = {};
  for (const [name, value] of Object.entries(fields)) result[name] = map(value, name);
  return result;
}
