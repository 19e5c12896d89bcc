import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { DomainError, defineError } from '../domain/errors.ts';
import type { Entity } from './entity.ts';
import { Expression, type Guard, type Value } from './guard.ts';
import { documents, tableName } from './table.ts';

/** A cursor that this list did not give out. */
export const InvalidCursor = defineError({
  code: 'INVALID_CURSOR',
  kind: 'invalid',
  title: { zh: '翻页标记无效', en: 'The cursor is not one of this list' },
  action: { zh: '请从第一页重新查询', en: 'Start again from the first page' },
  details: z.object({}),
});

/** What a list was asked with: it travels inside the cursor, so that every page of it answers the same question. */
export type Filters = Readonly<Record<string, string | undefined>>;

/** One page of a collection; `next` is the opaque cursor of what follows. Without it, that was all; with it, there may be more. */
export interface Page<Item> {
  readonly data: Item[];
  readonly next?: string;
}

/** A slice of one partition, in the order of its sort key. */
export interface Slice {
  readonly pk: string;
  /** Inclusive bounds of the sort key. */
  readonly from: string;
  readonly to: string;
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
  readonly filter?: readonly Guard[];
  readonly cursor?: string | undefined;
  /** What `next` will carry. */
  readonly filters?: Filters;
  readonly consistency?: 'eventual' | 'consistent';
}

/** How many times a page with a filter goes back to the table before it answers what it has. */
const roundsMax = 5;

/** Reads one page. A filter may leave a page short: the cursor, not its length, says whether more follows. */
export async function readPage<Item extends { [K in keyof Item]: Value | undefined }, Id>(
  entity: Entity<Item, Id>,
  slice: Slice,
): Promise<Page<Item>> {
  const data: Item[] = [];
  let start = slice.cursor === undefined ? undefined : { pk: slice.pk, sk: openCursor(slice.cursor, slice) };
  for (let round = 0; round < roundsMax && data.length < slice.limit; round++) {
    const reply = await documents().send(new QueryCommand(query(slice, slice.limit - data.length, start)));
    data.push(...(reply.Items ?? []).map((item) => entity.from(item)));
    start = reply.LastEvaluatedKey as typeof start;
    if (!start) return { data };
  }
  return { data, next: encodeCursor(start!.sk, slice.filters ?? {}) };
}

/**
 * The filters of a list: those asked for on its first page, the cursor's own on every later one.
 * @throws InvalidCursor also when filters are repeated beside a cursor, since they could only contradict it
 */
export function filtersOf<F extends Filters>(schema: z.ZodMiniType<F>, asked: F, cursor: string | undefined): F {
  if (cursor === undefined) return asked;
  const carried = schema.safeParse(decodeCursor(cursor).filters);
  const repeated = Object.values(asked).some((value) => value !== undefined);
  if (!carried.success || repeated) throw new DomainError(InvalidCursor);
  return carried.data;
}

function query(slice: Slice, limit: number, start: { pk: string; sk: string } | undefined) {
  const expression = new Expression();
  const filter = slice.filter?.length ? expression.condition(slice.filter) : undefined;
  const keys = `${expression.name('pk')} = ${expression.value(slice.pk)} AND ${expression.name('sk')} BETWEEN ${expression.value(
    slice.from,
  )} AND ${expression.value(slice.to)}`;
  return {
    TableName: tableName(),
    KeyConditionExpression: keys,
    ...(filter && { FilterExpression: filter }),
    ExpressionAttributeNames: expression.names,
    ExpressionAttributeValues: expression.values,
    ScanIndexForward: slice.order === 'oldest',
    ConsistentRead: slice.consistency === 'consistent',
    Limit: limit,
    ...(start && { ExclusiveStartKey: start }),
  };
}

function openCursor(cursor: string, { from, to }: Slice): string {
  const { sk } = decodeCursor(cursor);
  if (sk < from || sk > to) throw new DomainError(InvalidCursor);
  return sk;
}

const encodeCursor = (sk: string, filters: Filters): string =>
  Buffer.from(JSON.stringify([sk, filters])).toString('base64url');

/** A cursor holds no secret and opens no other partition, so it is not signed: only its form is checked. */
const cursorBody = z.tuple([z.string(), z.record(z.string(), z.string())]);

function decodeCursor(cursor: string): { sk: string; filters: Filters } {
  try {
    const [sk, filters] = cursorBody.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (encodeCursor(sk, filters) === cursor) return { sk, filters };
  } catch {
    // Not JSON, or not of this form: answered below like any other forged cursor.
  }
  throw new DomainError(InvalidCursor);
}
