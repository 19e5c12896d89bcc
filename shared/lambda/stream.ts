import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { ConsumerContract } from '../contract/contract.ts';
import { parkChange } from '../data/dead-letter.store.ts';
import { imageOf } from '../data/stream-image.ts';
import type { Key } from '../data/table.ts';
import type { Redeliver, Take } from './take.ts';
import { log } from './log.ts';
import type { Work } from './work.ts';

const attemptsMax = 3;
/** Full jitter below 100 ms, then below 200 ms: long enough for a throttle to pass, short enough for the batch. */
const pauseMs = (attempt: number) => Math.random() * 100 * attempt;

/** Kept back of Lambda's limit: for parking, which is one write, and for the answer. */
const reserveMs = 2_000;
/** Where nothing ends the work but Lambda: the longest that a timer counts. */
const endless = (): number => 2 ** 31 - 1;

/** The time of the call was over before the change was taken. */
class TimeUp extends Error {
  override readonly name = 'TimeUp';
}

/** What one call of the function is about. */
interface Run<C extends ConsumerContract> {
  readonly contract: C;
  readonly take: Take<C>;
  readonly work: Work;
  readonly leftMs: () => number;
}

/**
 * Takes the changes of a batch in their order. It never throws: one bad change would block its shard for a day. Asked for
 * again is a change that could neither be taken nor parked, or for which no time was left; a change that needs more than the
 * whole time of a call is parked.
 */
export async function takeChanges<C extends ConsumerContract>(
  contract: C,
  take: Take<C>,
  event: DynamoDBStreamEvent,
  work: Work,
  context?: Context,
): Promise<Redeliver> {
  const leftMs = context ? () => context.getRemainingTimeInMillis() - reserveMs : endless;
  const run: Run<C> = { contract, take, work, leftMs };
  for (const [at, record] of event.Records.entries()) {
    if (!(await takeOrPark(run, record, at === 0))) {
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

async function takeOrPark<C extends ConsumerContract>(run: Run<C>, record: DynamoDBRecord, hadAllTheTime: boolean) {
  const { contract, work } = run;
  const fields = { operation: contract.name, traceId: work.traceId };
  try {
    await takeOne(run, record);
    return true;
  } catch (error) {
    if (error instanceof TimeUp && !hadAllTheTime) return false;
    log.error('change not taken', error, fields);
    try {
      await park(contract.name, record, error, work.now);
      return true;
    } catch (parking) {
      log.error('change not parked', parking, fields);
      return false;
    }
  }
}

async function takeOne<C extends ConsumerContract>({ contract, take, work, leftMs }: Run<C>, record: DynamoDBRecord) {
  const input = z.parse(contract.input, imageOf(record.dynamodb?.NewImage ?? {})) as z.output<C['input']>;
  for (let attempt = 1; ; attempt++) {
    try {
      return await within(leftMs(), () => take(input, work));
    } catch (error) {
      if (attempt === attemptsMax || error instanceof TimeUp) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs(attempt)));
    }
  }
}

/** What does not answer in time may still take effect, once more or less: taking a change in twice changes nothing. */
async function within(ms: number, attempt: () => Promise<void>): Promise<void> {
  if (ms <= 0) throw new TimeUp();
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new TimeUp()), ms)));
  try {
    await Promise.race([attempt(), timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

async function park(consumer: string, record: DynamoDBRecord, error: unknown, now: number): Promise<void> {
  const letter = {
    consumer,
    eventId: record.eventID ?? '',
    change: record.eventName ?? 'MODIFY',
    error: error instanceof Error ? error.name : typeof error,
    parkedAt: BigInt(now),
  };
  await parkChange(letter, imageOf(record.dynamodb?.Keys ?? {}) as unknown as Key);
}
