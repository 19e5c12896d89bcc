import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Ground } from '../cloud.ts';
import type { Environment } from '../environments.ts';
import { BankAlarm } from './alarm.ts';
import { authorizationOf } from './transfer-definition.ts';

const workflowName = 'songhua-transfer-authorization';

/** The workflow's ARN, known before it is made. */
export const transferWorkflowArn = ({ region, account }: Environment): string =>
  `arn:${Aws.PARTITION}:states:${region}:${account}:stateMachine:${workflowName}`;

const period = Duration.minutes(1);

/** No execution outlives it: fifteen minutes of waiting for the customer, and the longest that settling is retried. */
const lifetime = Duration.hours(24);

export interface TransferTasks {
  readonly openChallenge: IFunction;
  readonly settleTransfer: IFunction;
}

/** The Standard workflow of a transfer that needs more than a session: waits for the customer, then settles whatever came. */
export class TransferWorkflow extends Construct {
  constructor(scope: Construct, id: string, tasks: TransferTasks, { environment, operators }: Ground) {
    super(scope, id);
    const destination = new LogGroup(this, 'Logs', {
      logGroupName: '/aws/vendedlogs/songhua/transfer-authorization',
      retention: environment.logRetention,
      removalPolicy: environment.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const definition = authorizationOf({
      partition: Aws.PARTITION,
      openChallengeArn: tasks.openChallenge.functionArn,
      settleTransferArn: tasks.settleTransfer.functionArn,
      patience: environment.emulator
        ? { TimeoutSeconds: environment.emulator.waitSeconds }
        : { TimeoutSecondsPath: '$.timeoutSeconds' },
    });
    const stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: workflowName,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      role: this.roleOf(tasks),
      timeout: lifetime,
      // Execution data stays out: a history holds ids, and a log not even those.
      logs: { destination, level: LogLevel.ERROR, includeExecutionData: false },
    });
    Validations.of(stateMachine).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'errors only: the ledger row is the record of a transfer, and each state of each execution would be billed twice',
    });
    Validations.of(stateMachine).acknowledge({
      id: 'AwsSolutions-SF2',
      reason: 'two states, each with its own function and log: the history of an execution says all that a trace would',
    });
    // Two alarms and not a sum: the emulator refuses metric math.
    this.ring('Unsettled', stateMachine.metricFailed({ period }), 'ended without settling', operators);
    this.ring('Overdue', stateMachine.metricTimedOut({ period }), 'was still not settled after a day', operators);
  }

  private ring(id: string, metric: IMetric, what: string, operators: ITopic): void {
    new BankAlarm(this, id, {
      metric,
      what: `A transfer authorization ${what}: its hold stays until the sweep, its customer waits.`,
      owner: 'payments',
      runbook: 'docs/runbooks/transfer-workflow.md',
      rings: operators,
    });
  }

  private roleOf({ openChallenge, settleTransfer }: TransferTasks): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const resources = [openChallenge.functionArn, settleTransfer.functionArn];
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }));
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'the delivery of vended logs knows no resources; the functions it calls are named',
    });
    return role;
  }
}
