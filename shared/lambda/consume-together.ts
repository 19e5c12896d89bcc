import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { ConsumerContract } from '../contract/contract.ts';
import { imageOf } from '../data/stream-image.ts';
import type { Redeliver } from './take.ts';
import { log } from './log.ts';
import { takeChanges } from './stream.ts';
import { observed, type Work } from './work.ts';

/** What a consumer does with the records of one batch at once; any of them may come again, alone or together. */
export type TakeTogether<In extends z.ZodMiniType> = (records: readonly z.output<In>[], work: Work) => Promise<void>;

/**
 * Like `consume`, for changes that are cheaper to take together. A batch that fails as a whole is taken record by record, so that
 * one bad change is parked alone.
 * @example export const handler = consumeTogether(contract, async (lines) => numberHotEntries(lines.map(hotEntryEntity.from)));
 */
export const consumeTogether =
  <In extends z.ZodMiniType>(contract: ConsumerContract<In>, take: TakeTogether<In>) =>
  (event: DynamoDBStreamEvent, context: Context): Promise<Redeliver> =>
    observed(
      contract.name,
      context,
      async (work) => {
        try {
          await take(
            event.Records.map(({ dynamodb }) => z.parse(contract.input, imageOf(dynamodb?.NewImage ?? {}))),
            work,
          );
          return { batchItemFailures: [] };
        } catch (error) {
          log.error('batch not taken at once', error, { operation: contract.name, traceId: work.traceId });
          return takeChanges(contract, (record, one) => take([record], one), event, work);
        }
      },
      ({ batchItemFailures }) => ({ records: event.Records.length, redeliver: batchItemFailures.length }),
    );
