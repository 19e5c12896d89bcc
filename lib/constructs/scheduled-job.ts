import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Construct } from 'constructs';
import type { ScheduleContract } from '../../shared/contract/contract.ts';
import type { Ground } from '../cloud.ts';
import type { Deployable } from '../operations.ts';
import { ownerOf } from '../owners.ts';
import { BankFunction } from './bank-function.ts';
import { DeadLetters } from './bank-queue.ts';

/** A function run by the clock; a run that failed three times, or was never started, is a dead letter that rings. */
export class ScheduledJob extends BankFunction {
  constructor(scope: Construct, one: Deployable<ScheduleContract>, ground: Ground) {
    super(scope, one, ground);
    const duty = { owner: ownerOf(one.domain), operators: ground.operators };
    const deadLetterQueue = new DeadLetters(this, 'DeadLetters', duty).queue;
    const every = Duration.minutes(one.contract.everyMinutes);
    this.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(deadLetterQueue),
      retryAttempts: 2,
      maxEventAge: every,
    });
    new Rule(this, 'Clock', {
      description: `Runs ${one.contract.name} every ${one.contract.everyMinutes} minutes`,
      schedule: Schedule.rate(every),
      targets: [new LambdaFunction(this.lambda, { deadLetterQueue, retryAttempts: 2, maxEventAge: every })],
    });
  }
}
