import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { ConsumerContract } from '../contract/contract.ts';
import { takeMessages } from './queue.ts';
import { takeChanges } from './stream.ts';
import { type Work, observed } from './work.ts';

/** What the cloud should deliver again. */
export interface Redeliver {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** What a consumer does with one record. The same record may come twice and late: taking it in twice must change nothing. */
export type Take<C extends ConsumerContract> = (record: z.output<C['input']>, work: Work) => Promise<void>;

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
