import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { FunctionContract } from '../../shared/contract/contract.ts';
import { type StreamFilter, patternOf } from '../../shared/contract/stream-filter.ts';
import type { Ground } from '../cloud.ts';
import type { Deployable } from '../operations.ts';
import { ownerOf } from '../owners.ts';
import { unionOf } from '../stream-union.ts';
import { BankAlarm } from './alarm.ts';
import { BankFunction } from './bank-function.ts';
import { DeadLetters } from './bank-queue.ts';

/** Tries of one batch, halved each time it fails, before its records are given up to the dead letters. */
const retriesMax = 8;

/** A customer waits for an SMS or a credit: a minute is the longest that passes for slow. */
const behindMsMax = 60_000;

export interface StreamReaderProps {
  /** What wakes it; what none of them names costs nothing. */
  readonly filters: readonly StreamFilter[];
  /** Batches of one shard at once, never two with the same partition key: 1 unless said, 10 at most. */
  readonly lanes?: number;
}

/** A function fed by the table's stream. Each is one of the two that a shard serves at full speed. */
export class StreamReader extends BankFunction {
  constructor(scope: Construct, one: Deployable<FunctionContract>, props: StreamReaderProps, ground: Ground) {
    super(scope, one, ground);
    const streamArn = ground.table.tableStreamArn!;
    const owner = ownerOf(one.domain);
    const deadLetters = new DeadLetters(this, 'DeadLetters', { owner, operators: ground.operators });
    this.ringWhenBehind(one, ground);
    const actions = [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ];
    // The records open with the table's key, by what the contract grants on the table.
    this.lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [streamArn] }));
    this.lambda.addEventSourceMapping('Stream', {
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: props.lanes,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: retriesMax,
      maxRecordAge: Duration.hours(23),
      onFailure: new SqsDlq(deadLetters.queue),
      filters: unionOf(props.filters).map((filter) => FilterCriteria.filter(patternOf(filter))),
    });
  }

  private ringWhenBehind({ domain, contract }: Deployable<FunctionContract>, { operators }: Ground): void {
    new BankAlarm(this, 'Behind', {
      metric: this.lambda.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: behindMsMax,
      evaluationPeriods: 3,
      what: `${contract.name} is more than a minute behind the table: customers wait for what it does.`,
      owner: ownerOf(domain),
      runbook: 'docs/runbooks/stream-behind.md',
      rings: operators,
    });
  }
}
