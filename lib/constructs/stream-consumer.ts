import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { ConsumerContract, Source } from '../../shared/contract/contract.ts';
import type { Ground } from '../cloud.ts';
import type { Deployable } from '../operations.ts';
import { ownerOf } from '../owners.ts';
import { BankAlarm } from './alarm.ts';
import { BankFunction } from './bank-function.ts';
import { DeadLetters } from './bank-queue.ts';
import { byWayOfTheTable } from './grants.ts';

type StreamSource = Extract<Source, { stream: unknown }>['stream'];

/** Tries of one batch, halved each time it fails, before its records are given up to the dead letters. */
const retriesMax = 8;

/** A customer waits for an SMS or a credit: a minute is the longest that passes for slow. */
const behindMsMax = 60_000;

/** A function fed by the table's stream: only the entities and events that its contract names wake it. */
export class StreamConsumer extends BankFunction {
  constructor(scope: Construct, one: Deployable<ConsumerContract>, source: StreamSource, ground: Ground) {
    super(scope, one, ground);
    const streamArn = ground.table.tableStreamArn!;
    const owner = ownerOf(one.domain);
    const deadLetters = new DeadLetters(this, 'DeadLetters', { owner, operators: ground.operators });
    new BankAlarm(this, 'Behind', {
      metric: this.lambda.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: behindMsMax,
      evaluationPeriods: 3,
      what: `${one.contract.name} is more than a minute behind the table: customers wait for what it does.`,
      owner,
      runbook: 'docs/runbooks/stream-behind.md',
      rings: ground.operators,
    });
    const actions = [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ];
    this.lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [streamArn] }));
    this.lambda.addToRolePolicy(byWayOfTheTable(ground, ['kms:Decrypt']));
    this.lambda.addEventSourceMapping('Stream', {
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: retriesMax,
      maxRecordAge: Duration.hours(23),
      onFailure: new SqsDlq(deadLetters.queue),
      filters: [filterOf(source)],
    });
  }
}

/** Lambda itself drops what the contract does not ask for: such records wake and cost nothing. */
function filterOf({ entities, events, where = {} }: StreamSource) {
  const attributes = Object.entries({ entity: entities, ...where }).map(([name, values]) => [
    name,
    { S: FilterRule.or(...values) },
  ]);
  return FilterCriteria.filter({
    eventName: FilterRule.or(...events),
    dynamodb: { NewImage: Object.fromEntries(attributes) },
  });
}
