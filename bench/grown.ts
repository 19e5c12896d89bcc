import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { root } from '../local/settings.ts';
import { mustRun } from '../local/processes.ts';
import type { TableShape } from './cloud/resources.ts';

/** An item as the wire has it. */
export type Item = Record<string, Record<string, unknown>>;

/** A bank that has grown: what was in its table, more lines before those of one account, and more accounts beside it. */
export interface Growth {
  readonly table: string;
  readonly shape: TableShape;
  readonly items: readonly Item[];
  /** The account that has many lines, by its partition. */
  readonly pk: string;
  readonly size: number;
}

/**
 * Writes the grown table as a DynamoDB export and imports it into a database file: a million lines in a minute, where as many
 * requests would take ten.
 */
export async function importGrown(growth: Growth, folder: string): Promise<string> {
  const { table, shape, size } = growth;
  const source = join(folder, `export-${size}`);
  const data = join(source, table, 'data');
  mkdirSync(data, { recursive: true });
  const schema = join(folder, `schema-${size}.json`);
  const { KeySchema, AttributeDefinitions } = shape;
  const described = {
    TableName: table,
    KeySchema,
    AttributeDefinitions,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  };
  writeFileSync(schema, JSON.stringify({ Table: described }));
  const target = createWriteStream(join(data, 'items.json.gz'));
  await pipeline(Readable.from(exportOf(growth)), createGzip({ level: 1 }), target);
  if (!target.closed) await once(target, 'close');
  const output = join(folder, `grown-${size}.db`);
  const binary = join(root, `node_modules/@dynoxide/linux-${process.arch}/dynoxide`);
  await mustRun(binary, ['import', '--source', source, '--schema', schema, '--output', output]);
  return output;
}

/** The items of the grown table that were not there before, some hundred at once. */
export function* linesOf({ items, pk, size }: Pick<Growth, 'items' | 'pk' | 'size'>): Generator<readonly Item[]> {
  const account = items.find((item) => item['pk']?.['S'] === pk && item['sk']?.['S'] === 'ACC');
  const line = items.find((item) => item['pk']?.['S'] === pk && String(item['sk']?.['S']).startsWith('ENT#'));
  if (!account || !line) throw new Error(`${pk} has no account or no line`);
  const chunk = 500;
  for (let at = 0; at < size; at += chunk) {
    const indexes = Array.from({ length: Math.min(chunk, size - at) }, (_, index) =>
      String(at + index).padStart(24, '0'),
    );
    // Digits alone sort before every id of this century, so that the newest page is the bank's own.
    yield indexes.map((index) => ({ ...line, sk: { S: `ENT#01${index}trf` } }));
    yield indexes.map((index) => ({ ...account, pk: { S: `ACC#acc_01${index}` } }));
  }
}

function* exportOf(growth: Growth): Generator<string> {
  yield exported(growth.items);
  for (const items of linesOf(growth)) yield exported(items);
}

const exported = (items: readonly Item[]): string => items.map((Item) => `${JSON.stringify({ Item })}\n`).join('');

/** Bytes in an item as a DynamoDB export writes them: base64. */
export const exportable = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value['B'] ? { B: Buffer.from(value['B'] as Uint8Array).toString('base64') } : value,
    ]),
  );
