import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { ConsumerContract } from '../../shared/contract/contract.ts';
import type { Ground } from '../cloud.ts';
import type { Deployable } from '../operations.ts';
import { BankFunction } from './bank-function.ts';

/** Work of minutes is done one at a time: a batch that ran out of time would come again whole. */
const batchSizeOf = (timeoutSeconds = 0): number => (timeoutSeconds > 60 ? 1 : 10);

/** A function fed by a queue, ten messages at a time; it answers which of them failed, and only those come again. */
export class QueueConsumer extends BankFunction {
  constructor(scope: Construct, one: Deployable<ConsumerContract>, queueName: string, ground: Ground) {
    super(scope, one, ground);
    const pair = ground.queues.get(queueName);
    if (!pair) throw new Error(`${one.contract.name} reads the queue ${queueName}, which nothing made`);
    const batchSize = batchSizeOf(one.contract.timeoutSeconds);
    this.lambda.addEventSource(new SqsEventSource(pair.queue, { batchSize, reportBatchItemFailures: true }));
  }
}
