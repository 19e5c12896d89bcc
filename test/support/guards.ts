import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

interface Conditional {
  ConditionExpression?: string;
  UpdateExpression?: string;
  Item?: { entity?: string };
  Key?: { sk?: string };
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

/** Notes every guard that a client's writes state, as `<entity> <test>`, and can leave one out: a mutant of the ledger. */
export class GuardWatch {
  readonly seen = new Set<string>();
  private left: string | undefined;

  constructor(client: DynamoDBDocumentClient) {
    // Before the document client marshals, so that items are plain.
    client.middlewareStack.add((next) => async (args) => next({ ...args, input: this.rewritten(args.input) }), {
      step: 'initialize',
      name: 'guards',
      priority: 'high',
    });
  }

  /** Runs `work` with one guard left out of every write. */
  async without<T>(guard: string, work: () => Promise<T>): Promise<T> {
    this.left = guard;
    try {
      return await work();
    } finally {
      this.left = undefined;
    }
  }

  private rewritten(input: object): object {
    const items = (input as { TransactItems?: Record<string, Conditional>[] }).TransactItems;
    if (!items) return this.strip(input);
    const stripped = items.map((item) =>
      Object.fromEntries(Object.entries(item).map(([verb, write]) => [verb, this.strip(write)])),
    );
    return { ...input, TransactItems: stripped };
  }

  private strip(write: Conditional): Conditional {
    if (!write.ConditionExpression) return write;
    const kept = write.ConditionExpression.split(' AND ').filter((part) => {
      const guard = `${entityOf(write)} ${part.replace(/:v\d+(, :v\d+)*/g, '?')}`;
      this.seen.add(guard);
      return guard !== this.left;
    });
    const {
      ConditionExpression: _all,
      ReturnValuesOnConditionCheckFailure: values,
      ...rest
    } = write as Conditional & Record<string, unknown>;
    const said = `${kept.join(' ')} ${write.UpdateExpression ?? ''}`;
    return {
      ...rest,
      ...(kept.length && { ConditionExpression: kept.join(' AND '), ReturnValuesOnConditionCheckFailure: values }),
      ...used('ExpressionAttributeNames', write.ExpressionAttributeNames, said),
      ...used('ExpressionAttributeValues', write.ExpressionAttributeValues, said),
    };
  }
}

/** The entity of a write, told by its sort key as docs/table.md lists them. */
function entityOf({ Item, Key }: Conditional): string {
  if (Item) return Item.entity ?? '';
  const sk = Key?.sk ?? '';
  if (sk === 'ACC') return 'account';
  return sk.includes('#', 4) ? 'hot-entry' : 'entry';
}

/** DynamoDB refuses names and values that no expression uses. */
function used(field: string, all: Record<string, unknown> | undefined, said: string) {
  const kept = Object.entries(all ?? {}).filter(([name]) => new RegExp(`${name}\\b`).test(said));
  return { [field]: kept.length ? Object.fromEntries(kept) : undefined };
}
