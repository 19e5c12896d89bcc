import { BatchGetCommand, GetCommand, type NativeAttributeValue, TransactGetCommand } from '@aws-sdk/lib-dynamodb';
import { Expression, type Guard, type Value, guards } from './guard.ts';
import { documents, type Key, tableName } from './table.ts';
import { type Refusal, Stale, type Write } from './commit.ts';

/** What an update does to an item. `add` is for numbers that no condition pins. */
export interface Change<Item> {
  readonly set?: Partial<Item>;
  readonly add?: { readonly [K in keyof Item]?: Item[K] & bigint };
  readonly remove?: readonly (keyof Item & string)[];
}

/** A kind of item in the table: its name, its key, and typed ways to read and write it. */
export class Entity<Item extends { [K in keyof Item]: Value | undefined }, Id> {
  readonly name: string;
  readonly key: (id: Id) => Key;
  readonly guard = guards<Item>();
  private readonly idOf: ((key: Key) => Partial<Item>) | undefined;

  /** With `idOf`, a field that is what the key says is not stored a second time. */
  constructor(name: string, key: (id: Id) => Key, idOf?: (key: Key) => Partial<Item>) {
    this.name = name;
    this.key = key;
    this.idOf = idOf;
  }

  /** One item, or undefined. Half a read unit per 4 KB, one when consistent. */
  async read(id: Id, consistency: 'eventual' | 'consistent' = 'eventual'): Promise<Item | undefined> {
    const reply = await documents().send(
      new GetCommand({ TableName: tableName(), Key: this.key(id), ConsistentRead: consistency === 'consistent' }),
    );
    return reply.Item && this.from(reply.Item);
  }

  /** One item, with no transaction under way on it: what is absent then was not written by any that has begun. Two read units.
   * @throws Stale while one is under way */
  async readSettled(id: Id): Promise<Item | undefined> {
    try {
      const items = [{ Get: { TableName: tableName(), Key: this.key(id) } }];
      const reply = await documents().send(new TransactGetCommand({ TransactItems: items }));
      const item = reply.Responses?.[0]?.Item;
      return item && this.from(item);
    } catch (error) {
      if ((error as Error).name === 'TransactionCanceledException') throw new Stale(`${this.name} is being written`);
      throw error;
    }
  }

  /** Up to 100 items in any order; missing ones are left out. Keys that the service did not reach are asked again. */
  async readMany(ids: readonly Id[], consistency: 'eventual' | 'consistent' = 'eventual'): Promise<Item[]> {
    const items: Item[] = [];
    let keys: Record<string, NativeAttributeValue>[] = ids.map((id) => ({ ...this.key(id) }));
    for (let round = 0; keys.length > 0; round++) {
      if (round > 5) throw new Error(`${this.name}: ${keys.length} keys stay unprocessed`);
      const request = { [tableName()]: { Keys: keys, ConsistentRead: consistency === 'consistent' } };
      const reply = await documents().send(new BatchGetCommand({ RequestItems: request }));
      items.push(...(reply.Responses?.[tableName()] ?? []).map((item) => this.from(item)));
      keys = reply.UnprocessedKeys?.[tableName()]?.Keys ?? [];
    }
    return items;
  }

  /** Writes an item that must not exist yet; `taken` says what to throw when it does. */
  insert(item: Item & Id, taken: Refusal<Item>): Write {
    return this.put(item, [{ test: 'absent', field: 'pk' }], taken);
  }

  /** Writes an item, replacing what is there when the guards hold. */
  put(item: Item & Id, parts: readonly Guard[] = [], refused?: Refusal<Item>): Write {
    const expression = new Expression();
    return {
      entity: this.name,
      guards: parts,
      refused: refused && ((current) => refused(current && this.from(current))),
      item: {
        Put: {
          TableName: tableName(),
          Item: { ...this.key(item), entity: this.name, ...this.stored(item) },
          ...conditionOf(expression, parts),
        },
      },
    };
  }

  /** Changes an item in place when every guard holds. */
  update(id: Id, change: Change<Item>, parts: readonly Guard[], refused?: Refusal<Item>): Write {
    const expression = new Expression();
    const set = Object.entries(change.set ?? {}).filter(([, value]) => value !== undefined);
    const clauses = [
      clause(
        'SET',
        set.map(([field, value]) => `${expression.name(field)} = ${expression.value(value)}`),
      ),
      clause(
        'ADD',
        Object.entries(change.add ?? {}).map(
          ([field, value]) => `${expression.name(field)} ${expression.value(value)}`,
        ),
      ),
      clause(
        'REMOVE',
        (change.remove ?? []).map((field) => expression.name(field)),
      ),
    ];
    return {
      entity: this.name,
      guards: parts,
      refused: refused && ((current) => refused(current && this.from(current))),
      item: {
        Update: {
          TableName: tableName(),
          Key: this.key(id),
          UpdateExpression: clauses.filter(Boolean).join(' '),
          ...conditionOf(expression, parts),
        },
      },
    };
  }

  /** Removes an item when every guard holds. */
  remove(id: Id, parts: readonly Guard[], refused?: Refusal<Item>): Write {
    const expression = new Expression();
    return {
      entity: this.name,
      guards: parts,
      refused: refused && ((current) => refused(current && this.from(current))),
      item: { Delete: { TableName: tableName(), Key: this.key(id), ...conditionOf(expression, parts) } },
    };
  }

  /** The fields of a stored item, without its key and entity name. */
  from(item: Record<string, NativeAttributeValue>): Item {
    const { pk, sk, entity: _entity, ...fields } = item;
    return { ...this.idOf?.({ pk: pk as string, sk: sk as string }), ...fields } as Item;
  }

  private stored(item: Item & Id): Partial<Item> {
    const inKey = (this.idOf?.(this.key(item)) ?? {}) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(item).filter(([field, value]) => inKey[field] !== value)) as Partial<Item>;
  }
}

const clause = (verb: string, parts: readonly string[]) => (parts.length ? `${verb} ${parts.join(', ')}` : '');

function conditionOf(expression: Expression, parts: readonly Guard[]) {
  const condition = expression.condition(parts);
  return {
    ...(condition && { ConditionExpression: condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
    ...(Object.keys(expression.names).length && { ExpressionAttributeNames: expression.names }),
    ...(Object.keys(expression.values).length && { ExpressionAttributeValues: expression.values }),
  };
}
