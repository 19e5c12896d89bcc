import type { AttributeValue, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { DomainError } from '../domain/errors.ts';
import { OutcomeUnknown, TryAgain } from '../domain/outcome.ts';
import type { Guard } from './guard.ts';
import { documents, numbers } from './table.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What to throw when a guard refuses a write, given what is there instead. */
export type Refusal<Item> = (current: Item | undefined) => Error;

/** One guarded write, ready for a transaction. */
export interface Write {
  readonly entity: string;
  readonly guards: readonly Guard[];
  readonly item: TransactItem;
  /** Without it, a refusal means that something moved since it was read: decide again. */
  readonly refused: Refusal<Record<string, unknown>> | undefined;
}

/** What was read is no longer so: read again and decide again. */
export class Stale extends Error {
  override readonly name = 'Stale';
}

/** No answer, or a fault of the service: the write may have happened. */
class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/**
 * The spine of every write: all or nothing, one request. One write costs 1 unit per KB, several cost 2 each.
 * @throws what the first refused write says; `Stale` on a moved item or a conflict; `Unanswered` when the outcome is unknown
 */
export async function commit(...writes: readonly Write[]): Promise<void> {
  try {
    if (writes.length === 1) await sendOne(writes[0]!.item);
    else await documents().send(new TransactWriteCommand({ TransactItems: writes.map((write) => write.item) }));
  } catch (error) {
    throw translate(error, writes);
  }
}

/** How many times a decision is taken anew before the caller is told to come back. */
const attemptsMax = 8;
/** Full jitter below 10 ms doubling to 320 ms: two writers of one account rarely meet twice. */
const pauseMs = (attempt: number) => Math.random() * 10 * 2 ** Math.min(attempt, 5);

/**
 * Runs read - decide - commit until it stands. The attempt must recognise its own earlier success (by the id it makes), since
 * an unanswered write is attempted again.
 * @throws TryAgain when others kept moving what it reads; OutcomeUnknown when the store did not say whether it happened
 */
export async function decide<T>(attempt: () => Promise<T>): Promise<T> {
  let unanswered = false;
  for (let round = 0; round < attemptsMax; round++) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Unanswered) unanswered = true;
      else if (!(error instanceof Stale)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs(round)));
  }
  throw new DomainError(unanswered ? OutcomeUnknown : TryAgain);
}

function sendOne(item: TransactItem): Promise<unknown> {
  if (item.Put) return documents().send(new PutCommand(item.Put));
  if (item.Update) return documents().send(new UpdateCommand({ ...item.Update }));
  return documents().send(new DeleteCommand(item.Delete!));
}

/** Codes of a cancellation that say "somebody else is writing", not "your condition is false". */
const conflicts = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

type Stored = Record<string, AttributeValue>;

function translate(error: unknown, writes: readonly Write[]): unknown {
  const fault = error as { name?: string; Item?: Stored; $metadata?: { httpStatusCode?: number; attempts?: number } };
  if (fault.name === 'ConditionalCheckFailedException') return refusalOf(writes[0]!, fault.Item);
  if (fault.name === 'TransactionCanceledException') return cancelled(error as TransactionCanceledException, writes);
  const { httpStatusCode: status, attempts = 1 } = fault.$metadata ?? {};
  // Only a first attempt that was turned away says "nothing happened": an attempt before it may have been applied unheard.
  if (turnedAway.has(fault.name ?? '') && attempts <= 1) return new Stale(fault.name);
  if (turnedAway.has(fault.name ?? '') || fault.name === 'TransactionInProgressException') return unanswered(error);
  // Another 4xx is our own mistake and cannot have been applied; anything else may have been.
  return status !== undefined && status >= 400 && status < 500 ? error : unanswered(error);
}

const unanswered = (cause: unknown) => new Unanswered('the table did not answer', { cause });

const turnedAway = new Set([
  'TransactionConflictException',
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
]);

function cancelled(error: TransactionCanceledException, writes: readonly Write[]): unknown {
  const reasons = error.CancellationReasons ?? [];
  const index = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
  if (index >= 0) return refusalOf(writes[index]!, reasons[index]!.Item);
  return reasons.some((reason) => conflicts.has(reason.Code ?? '')) ? new Stale('TransactionConflict') : error;
}

/** The document client leaves what an error carries in the wire's form. */
const refusalOf = (write: Write, current: Stored | undefined): Error =>
  write.refused?.(current && unmarshall(current, numbers)) ?? new Stale(`${write.entity} has moved`);
