import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import type { ConsumerContract } from '../contract/contract.ts';
import { takeMessages } from './queue.ts';
import { takeChanges } from './stream.ts';
import type { Redeliver, Take } from './take.ts';
import { observed } from './work.ts';

/**
 * A function fed by a queue or by the table's stream, one record at a time. A message that fails is delivered again and at
 * last a dead letter of its queue; a change that fails is tried 3 times and then parked in the table.
 * @example export const handler = consume(contract, async (entry, { now }) => foldEntry(entry, now));
 */
export const consume =
  <C extends ConsumerContract>(contract: C, take: NoInfer<Take<C>>) =>
  (event: SQSEvent | DynamoDBStreamEvent, context: Context): Promise<Redeliver> =>
    observed(
      contract.name,
      context,
      (work) =>
        'queue' in contract.source
          ? takeMessages(contract, take, event as SQSEvent, work)
          : takeChanges(contract, take, event, work, context),
      ({ batchItemFailures }) => ({ records: event.Records.length, redeliver: batchItemFailures.length }),
    );
