import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionContract } from '../../shared/contract/contract.ts';
import type { Ground } from '../cloud.ts';
import type { Environment } from '../environments.ts';
import { type Deployable, kebab, timeoutSecondsDefault } from '../operations.ts';
import { ownerOf } from '../owners.ts';
import { BankAlarm } from './alarm.ts';
import { granted } from './grants.ts';

const ringsWithItsDomain = { silentBecause: 'the alarm of its domain rings once for all of them' } as const;

/** The one place that makes a Lambda: bundle, role of its own, log group, alarm, and exactly what its contract grants. */
export class BankFunction extends Construct {
  readonly lambda: Lambda;
  readonly errors: BankAlarm;

  /** `failures` is what counts as one; the errors that Lambda counts unless said. */
  constructor(scope: Construct, one: Deployable<FunctionContract>, ground: Ground, failures?: IMetric) {
    super(scope, one.contract.name);
    const { emulator } = ground.environment;
    const { name, summary, timeoutSeconds = timeoutSecondsDefault } = one.contract;
    const grants = one.contract.grants.map((grant) => granted(grant, ground));
    const statements = grants.flatMap((grant) => grant.statements);
    const logGroup = this.logsOf(one, ground.environment);
    this.lambda = new Lambda(this, 'Function', {
      functionName: `songhua-${kebab(name)}`,
      description: summary,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(ground.bundleOf(one)),
      memorySize: ground.environment.memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role: this.roleOf(logGroup, statements, ground.environment),
      logGroup,
      // Start, end and report of a call that went well are metrics already; of one that did not, Lambda writes at WARN.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      // The code itself leaves out most of what went well (shared/lambda/meter.ts); the numbers of the bank are told at INFO.
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      environment: {
        BANK_ENVIRONMENT: ground.environment.name,
        BANK_TABLE: ground.table.tableName,
        BANK_BASE_URL: ground.environment.baseUrl,
        BANK_CALLS_PER_LINE: String(ground.environment.callsPerLine),
        // Where the wait cannot be read from the transfer, the transfer reads it from here: both end together.
        ...(emulator && { BANK_AUTHORIZATION_SECONDS: String(emulator.waitSeconds) }),
        ...Object.assign({}, ...grants.map(({ variables }) => variables)),
      },
    });
    this.errors = new BankAlarm(this, 'Errors', {
      metric: failures ?? this.lambda.metricErrors({ period: Duration.minutes(1) }),
      what: `${name} failed: every expected failure is an answer, so this is a bug, a time-out or a missing grant.`,
      owner: ownerOf(one.domain),
      runbook: 'docs/runbooks/function-errors.md',
      rings: emulator ? ground.operators : ringsWithItsDomain,
    });
  }

  private logsOf({ domain, contract }: Deployable<FunctionContract>, { logRetention, retain }: Environment): LogGroup {
    return new LogGroup(this, 'Logs', {
      logGroupName: `/songhua/${domain}/${kebab(contract.name)}`,
      retention: logRetention,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private roleOf(logGroup: LogGroup, statements: readonly PolicyStatement[], { emulator }: Environment): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const statement of statements) role.addToPolicy(statement);
    if (emulator) {
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'the emulator does not look up whose task token it is; test/stacks/policies.test.ts refuses every other wildcard',
      });
    }
    return role;
  }
}
