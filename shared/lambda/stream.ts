import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { ConsumerContract } from '../contract/contract.ts';
import { parkChange } from '../data/dead-letter.store.ts';
import { imageOf } from '../data/stream-image.ts';
import type { Key } from '../data/table.ts';
import type { Redeliver, Take } from './consume.ts';
import { log } from './log.ts';
import type { Work } from './work.ts';

const attemptsMax = 3;
/** Full jitter below 100 ms, then below 200 ms: long enough for a throttle to pass, short enough for the batch. */
const pauseMs = (attempt: number) => Math.random() * 100 * attempt;

/**
 * Takes the changes of a batch in their order. It never throws: one bad change would block its shard for a day. Only a
 * change that could neither be taken nor parked is asked for again.
 */
export async function takeChanges<C extends ConsumerContract>(
  contract: C,
  take: Take<C>,
  event: DynamoDBStreamEvent,
  work: Work,
): Promise<Redeliver> {
  for (const record of event.Records) {
    if (!(await takeOrPark(contract, take, record, work))) {
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

async function takeOrPark<C extends ConsumerContract>(contract: C, take: Take<C>, record: DynamoDBRecord, work: Work) {
  const fields = { operation: contract.name, traceId: work.traceId };
  try {
    await takeOne(contract, take, record, work);
    return true;
  } catch (error) {
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

async function takeOne<C extends ConsumerContract>(contract: C, take: Take<C>, record: DynamoDBRecord, work: Work) {
  const input = z.parse(contract.input, imageOf(record.dynamodb?.NewImage ?? {})) as z.output<C['input']>;
  for (let attempt = 1; ; attempt++) {
    try {
      return await take(input, work);
    } catch (error) {
      if (attempt === attemptsMax) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs(attempt)));
    }
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
