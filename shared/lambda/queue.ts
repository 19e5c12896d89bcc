import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { ConsumerContract } from '../contract/contract.ts';
import { parseStrictJson } from '../contract/strict-json.ts';
import type { Redeliver, Take } from './take.ts';
import { log } from './log.ts';
import type { Work } from './work.ts';

/** Takes each message of a batch; the ones that fail are delivered again, the others are done with. */
export async function takeMessages<C extends ConsumerContract>(
  contract: C,
  take: Take<C>,
  event: SQSEvent,
  work: Work,
): Promise<Redeliver> {
  const takeOne = async (message: SQSRecord) => {
    try {
      await take(z.parse(contract.input, parseStrictJson(message.body)) as z.output<C['input']>, work);
    } catch (error) {
      const attempt = Number(message.attributes.ApproximateReceiveCount);
      log.error('message not taken', error, {
        operation: contract.name,
        traceId: work.traceId,
        messageId: message.messageId,
        attempt,
      });
      throw error;
    }
  };
  return processPartialResponse(event, takeOne, new BatchProcessor(EventType.SQS), { throwOnFullBatchFailure: false });
}
