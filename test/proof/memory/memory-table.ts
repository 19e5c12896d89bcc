import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import {
  cancelled,
  conditionFailed,
  conflict,
  conflictReason,
  inProgress,
  invalid,
  otherRequest,
  toSdk,
} from './engine-errors.ts';
import { Invalid, Parser, type Placeholders } from './expression.ts';
import { query, type QueryInput } from './query.ts';
import { type Item, same, type Wire } from './value.ts';

/** Where a run decides what happens next: every request stops here before it takes effect. */
export interface Seam {
  pause(label: string): Promise<void>;
  /** A number from 0 up to, not including, `below`. */
  choose(below: number): number;
}

/** How an item leaves the table: as the SDK's deserializer would make it, or as its reader wants it. */
export type Show = (item: Item) => object;

/** A change as the table's stream tells it. */
export interface Change {
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly key: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

export interface WriteInput extends Placeholders {
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}
type Verb = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
/** A condition about to be judged, for whoever wants to take a part of it away. */
export interface Judged {
  readonly verb: Verb;
  readonly key: Item;
  readonly parts: readonly string[];
  readonly values: Readonly<Record<string, Wire>>;
}

/** Set by the proof of mutations: answers the parts that are left. */
export const surgery: { cut: ((judged: Judged) => readonly string[]) | undefined } = { cut: undefined };

interface Prepared {
  readonly key: string;
  readonly before: Item | undefined;
  readonly holds: boolean;
  readonly reportsOld: boolean;
  /** Undefined removes; a check changes nothing. */
  readonly after: (() => Item | undefined) | undefined;
}
interface Slot {
  readonly item: Item | undefined;
  /** What an eventually consistent read may still see. */
  readonly earlier: Item | undefined;
}

/**
 * One DynamoDB table in memory with its rules of conflict: a transaction holds its items from prepare to commit, and whoever else
 * writes one of them meanwhile is turned away; its items become visible one after the other; eventual reads may lag one write.
 */
export class MemoryTable {
  private readonly slots: Map<string, Slot>;
  private readonly held = new Set<string>();
  private readonly tokens = new Map<string, { request: readonly object[]; done: boolean }>();
  private readonly seam: Seam;
  private readonly changed: (change: Change) => void;
  /** What a reader is shown instead of the truth; for proofs of the guards behind the first line. */
  lie: (item: Item) => Item | undefined = (item) => item;

  /** `changed` is the table's stream. */
  constructor(
    seam: Seam,
    items: ReadonlyMap<string, Slot> = new Map(),
    changed: (change: Change) => void = () => undefined,
  ) {
    this.seam = seam;
    this.changed = changed;
    this.slots = new Map(items);
  }

  /** Everything in it, as it is seen when nothing was written for a while: what another table can start from. */
  snapshot(): ReadonlyMap<string, Slot> {
    this.catchUp();
    return new Map(this.slots);
  }

  /** Time has passed: every copy of the data has every write. */
  catchUp(): void {
    for (const [key, { item }] of this.slots) this.slots.set(key, { item, earlier: item });
  }

  /** Changes stored items behind the bank's back. */
  rewrite(change: (item: Item) => Item): void {
    for (const [key, { item }] of this.slots)
      if (item) this.slots.set(key, { item: change(item), earlier: change(item) });
  }

  /** Puts an item there behind the bank's back. */
  plant(item: Item): void {
    this.slots.set(keyText(item), { item, earlier: item });
  }

  items(): Item[] {
    return [...this.slots.values()].flatMap<Item>(({ item }) => item ?? []);
  }

  /** Answers one request as the service would, or throws what it would say; each item as `show` hands it out. */
  async handle(operation: string, input: Record<string, unknown>, show: Show = toSdk): Promise<object> {
    await this.seam.pause(operation);
    try {
      return await this.perform(operation, input, show);
    } catch (error) {
      throw error instanceof Invalid ? invalid(error.message) : error;
    }
  }

  private perform(operation: string, input: Record<string, unknown>, show: Show): object | Promise<object> {
    switch (operation) {
      case 'GetItem': {
        const item = this.read(input['Key'] as Item, input['ConsistentRead'] === true);
        return item ? { Item: show(item) } : {};
      }
      case 'BatchGetItem':
        return this.readBatch(
          input['RequestItems'] as Record<string, { Keys: Item[]; ConsistentRead?: boolean }>,
          show,
        );
      case 'Query':
        return query(
          (pk) => this.partition(pk, input['ConsistentRead'] === true),
          input as unknown as QueryInput,
          show,
        );
      case 'Scan':
        return { Items: this.items().map(show), Count: this.items().length };
      case 'TransactGetItems':
        return this.readTogether(input['TransactItems'] as { Get: { Key: Item } }[], show);
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
        return this.writeOne(operation.slice(0, -4) as Verb, input);
      case 'TransactWriteItems':
        return this.transact(input as { TransactItems: Record<Verb, WriteInput>[]; ClientRequestToken?: string });
      default:
        throw new Error(`the memory table knows no ${operation}`);
    }
  }

  private read(key: Item, consistent: boolean): Item | undefined {
    const slot = this.slots.get(keyText(key));
    const seen = slot && (consistent || this.seam.choose(4) > 0 ? slot.item : slot.earlier);
    return seen && this.lie(seen);
  }

  private readBatch(requests: Record<string, { Keys: Item[]; ConsistentRead?: boolean }>, show: Show): object {
    const [[name, { Keys: keys, ConsistentRead }] = ['', { Keys: [] as Item[] }]] = Object.entries(requests);
    const found = keys.flatMap<Item>((key) => this.read(key, ConsistentRead === true) ?? []);
    return { Responses: { [name]: found.map(show) }, UnprocessedKeys: {} };
  }

  /** A transaction of reads meets no transaction of writes: one of the two is turned away. */
  private readTogether(gets: readonly { Get: { Key: Item } }[], show: Show): object {
    const reasons = gets.map(({ Get }) => (this.held.has(keyText(Get.Key)) ? conflictReason() : { Code: 'None' }));
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
    const items = gets.map(({ Get }) => this.read(Get.Key, true));
    return { Responses: items.map((item) => (item ? { Item: show(item) } : {})) };
  }

  private partition(pk: string, consistent: boolean): Item[] {
    const seen: Item[] = [];
    for (const [key, slot] of this.slots) {
      if (!key.startsWith(`${pk}\n`)) continue;
      const item = consistent || this.seam.choose(4) > 0 ? slot.item : slot.earlier;
      if (item) seen.push(item);
    }
    return seen;
  }

  private writeOne(verb: Verb, input: WriteInput): object {
    const write = this.prepare(verb, input);
    if (this.held.has(write.key)) throw conflict();
    if (!write.holds) throw conditionFailed(write.reportsOld ? write.before : undefined);
    this.apply(write);
    return {};
  }

  private async transact(input: {
    TransactItems: Record<Verb, WriteInput>[];
    ClientRequestToken?: string;
  }): Promise<object> {
    const { TransactItems: items, ClientRequestToken: token } = input;
    if (items.length > 100) throw new Invalid('Member must have length less than or equal to 100');
    const known = token === undefined ? undefined : this.tokens.get(token);
    if (known && !isDeepStrictEqual(known.request, items)) throw otherRequest();
    if (known) {
      if (!known.done) throw inProgress();
      return {};
    }
    const writes = items.map((item) => {
      const [verb, write] = Object.entries(item)[0] as [Verb, WriteInput];
      return this.prepare(verb, write);
    });
    if (new Set(writes.map(({ key }) => key)).size < writes.length) {
      throw new Invalid('Transaction request cannot include multiple operations on one item');
    }
    this.refuse(writes);
    await this.commit(writes, token, items);
    return {};
  }

  private refuse(writes: readonly Prepared[]): void {
    const reasons = writes.map((write): CancellationReason => {
      if (this.held.has(write.key)) return conflictReason();
      if (write.holds) return { Code: 'None' };
      const old = write.reportsOld && write.before ? { Item: toSdk(write.before) } : {};
      return { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...old };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
  }

  /** From here on the transaction stands; it only takes its time to be seen. */
  private async commit(
    writes: readonly Prepared[],
    token: string | undefined,
    request: readonly object[],
  ): Promise<void> {
    for (const { key } of writes) this.held.add(key);
    const memory = { request, done: false };
    if (token !== undefined) this.tokens.set(token, memory);
    await this.seam.pause('commit');
    // Nothing is promised about which item is seen first.
    const turn = this.seam.choose(writes.length);
    const order = [...writes.slice(turn), ...writes.slice(0, turn)];
    const half = writes.length >> 1;
    for (const write of order.slice(0, half)) this.apply(write);
    await this.seam.pause('commit the rest');
    for (const write of order.slice(half)) this.apply(write);
    for (const { key } of writes) this.held.delete(key);
    memory.done = true;
  }

  private prepare(verb: Verb, input: WriteInput): Prepared {
    const parser = new Parser(input);
    const keyItem = keyOf(input.Item ?? input.Key!);
    const key = keyText(keyItem);
    const before = this.slots.get(key)?.item;
    const text = conditionIn(verb, input, keyItem);
    const condition = text === undefined ? undefined : parser.condition(text);
    const update = input.UpdateExpression === undefined ? undefined : parser.update(input.UpdateExpression);
    if (text === input.ConditionExpression) parser.finish();
    const after = {
      Put: () => input.Item,
      Update: () => update?.(before ?? keyItem) ?? before ?? keyItem,
      Delete: () => undefined,
      ConditionCheck: undefined,
    }[verb];
    const holds = condition?.(before ?? {}) ?? true;
    return { key, before, holds, reportsOld: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD', after };
  }

  private apply({ key, before, after }: Prepared): void {
    if (!after) return;
    const item = after();
    this.slots.set(key, { item, earlier: before });
    if (!item && !before) return;
    const eventName = !before ? 'INSERT' : item ? 'MODIFY' : 'REMOVE';
    if (!same(item, before)) {
      this.changed({ eventName, key: keyOf((item ?? before)!), before, after: item });
    }
  }
}

/** The condition of a write, with what surgery left of it. The bank joins its guards by AND and nothing else. */
function conditionIn(verb: Verb, input: WriteInput, key: Item): string | undefined {
  const { ConditionExpression: text, ExpressionAttributeValues: values = {} } = input;
  if (!surgery.cut || text === undefined) return text;
  const left = surgery.cut({ verb, key, parts: text.split(' AND '), values });
  return left.length === 0 ? undefined : left.join(' AND ');
}

const keyText = (key: Item): string => `${key['pk']!.S}\n${key['sk']!.S}`;

function keyOf(item: Item): { pk: Wire; sk: Wire } {
  const { pk, sk } = item;
  if (pk?.S === undefined || sk?.S === undefined) throw new Invalid('One of the required keys was not given a value');
  return { pk, sk };
}
