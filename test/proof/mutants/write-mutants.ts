import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Told } from './told.ts';
import { nameOf, worded } from './wording.ts';

interface Conditional {
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly Item?: Readonly<Record<string, unknown>>;
  readonly Key?: Readonly<Record<string, unknown>>;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
  readonly ReturnValuesOnConditionCheckFailure?: unknown;
}
type Transaction = readonly Readonly<Record<string, Conditional>>[];

/** How a part of a condition is told to another process. */
export const conditionNamed = (write: string, part: string): string => `${write} | ${part}`;

/**
 * Stands between every document client of this process and its engine: tells each condition of a write and whether the engine refused
 * it, and takes away the part that `BANK_CONDITION` names.
 */
export function watchWrites(tell: (told: Told) => unknown): void {
  const { prototype } = DynamoDBDocumentClient;
  const send = prototype.send as (this: unknown, command: { input: object }, ...rest: unknown[]) => Promise<unknown>;
  const watched = async function (this: unknown, command: { input: object }, ...rest: unknown[]): Promise<unknown> {
    const writes = writesIn(command);
    for (const { verb, write } of writes) if (write.ConditionExpression) tell(told(verb, write, false));
    try {
      return await send.call(this, without(command, process.env['BANK_CONDITION']), ...rest);
    } catch (error) {
      writes.forEach(({ verb, write }, index) => {
        if (write.ConditionExpression && isRefused(error, index)) tell(told(verb, write, true));
      });
      throw error;
    }
  };
  Object.assign(prototype, { send: watched });
}

function isRefused(error: unknown, index: number): boolean {
  const { name, CancellationReasons } = error as { name?: string; CancellationReasons?: { Code?: string }[] };
  return name === 'ConditionalCheckFailedException' || CancellationReasons?.[index]?.Code === 'ConditionalCheckFailed';
}

/** The writes of a command in their order; one that reads has none. */
function writesIn(command: { input: object }): { verb: string; write: Conditional }[] {
  const { TransactItems } = command.input as { TransactItems?: Transaction };
  if (!TransactItems) return [{ verb: command.constructor.name.replace('Command', ''), write: command.input }];
  return TransactItems.map((item) => {
    const [verb, write] = Object.entries(item)[0]!;
    return { verb, write };
  });
}

const partsOf = ({ ConditionExpression = '' }: Conditional): string[] => ConditionExpression.split(' AND ');

function told(verb: string, write: Conditional, refused: boolean): Told {
  return { write: writeName(verb, write), parts: partsOf(write).map((part) => wordedIn(write, part)), refused };
}

const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const wordedIn = ({ ExpressionAttributeValues = {} }: Conditional, part: string): string =>
  worded(part, (name) => stringOf(ExpressionAttributeValues[name]));
const writeName = (verb: string, write: Conditional): string => {
  const key = write.Item ?? write.Key ?? {};
  const parts = partsOf(write).map((part) => wordedIn(write, part));
  return nameOf(verb, [stringOf(key['pk']), stringOf(key['sk'])], parts);
};

function without<C extends { input: object }>(command: C, mutant: string | undefined): C {
  if (mutant === undefined) return command;
  const { TransactItems } = command.input as { TransactItems?: Transaction };
  const input = TransactItems
    ? {
        ...command.input,
        TransactItems: TransactItems.map((item) =>
          Object.fromEntries(Object.entries(item).map(([verb, write]) => [verb, stripped(verb, write, mutant)])),
        ),
      }
    : stripped(command.constructor.name.replace('Command', ''), command.input, mutant);
  // A command keeps what it was made with in two places, so it is made anew.
  return new (command.constructor as new (made: object) => C)(input);
}

function stripped(verb: string, write: Conditional, mutant: string): Conditional {
  if (!write.ConditionExpression) return write;
  const name = writeName(verb, write);
  const kept = partsOf(write).filter((part) => conditionNamed(name, wordedIn(write, part)) !== mutant);
  if (kept.length === partsOf(write).length) return write;
  const { ConditionExpression: _all, ReturnValuesOnConditionCheckFailure: values, ...rest } = write;
  const said = `${kept.join(' ')} ${write.UpdateExpression ?? ''}`;
  return {
    ...rest,
    ...(kept.length > 0 && {
      ConditionExpression: kept.join(' AND '),
      ReturnValuesOnConditionCheckFailure: values,
    }),
    ...used('ExpressionAttributeNames', write.ExpressionAttributeNames, said),
    ...used('ExpressionAttributeValues', write.ExpressionAttributeValues, said),
  };
}

/** DynamoDB refuses names and values that no expression uses. */
function used(field: string, all: Readonly<Record<string, unknown>> | undefined, said: string) {
  const kept = Object.entries(all ?? {}).filter(([name]) => new RegExp(`${name}\\b`).test(said));
  return { [field]: kept.length > 0 ? Object.fromEntries(kept) : undefined };
}
