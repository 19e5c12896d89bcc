import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Ground } from '../cloud.ts';
import { type Deployable, kebab } from '../operations.ts';
import { ownerOf } from '../owners.ts';
import { BankAlarm } from './alarm.ts';
import { granted } from './grants.ts';

/** Long enough for a cold start and one slow dependency; the gateway itself gives up at 30. */
const timeoutSecondsDefault = 10;

/** The one place that makes a Lambda: bundle, role of its own, log group, alarm, and exactly what its contract grants. */
export class BankFunction extends Construct {
  readonly lambda: Lambda;
  readonly errors: BankAlarm;

  constructor(scope: Construct, one: Deployable, ground: Ground) {
    super(scope, one.contract.name);
    const { environment } = ground;
    const { name, summary, timeoutSeconds = timeoutSecondsDefault } = one.contract;
    const grants = one.contract.grants.map((grant) => granted(grant, ground));
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/songhua/${one.domain}/${kebab(name)}`,
      retention: environment.logRetention,
      removalPolicy: environment.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.lambda = new Lambda(this, 'Function', {
      functionName: `songhua-${kebab(name)}`,
      description: summary,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(ground.bundleOf(one)),
      memorySize: environment.memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role: this.roleOf(
        logGroup,
        grants.flatMap(({ statements }) => statements),
      ),
      tracing: Tracing.ACTIVE,
      logGroup,
      environment: {
        BANK_ENVIRONMENT: environment.name,
        BANK_TABLE: ground.table.tableName,
        BANK_BASE_URL: environment.baseUrl,
        ...(environment.emulator && { BANK_AUTHORIZATION_SECONDS: String(environment.emulator.waitSeconds) }),
        ...Object.assign({}, ...grants.map(({ variables }) => variables)),
      },
    });
    this.errors = new BankAlarm(this, 'Errors', {
      metric: this.lambda.metricErrors({ period: Duration.minutes(1) }),
      what: `${name} failed: a handler answers every expected failure, so each error is a bug, a timeout or a missing grant.`,
      owner: ownerOf(one.domain),
      runbook: 'docs/runbooks/function-errors.md',
      rings: environment.emulator
        ? ground.operators
        : { silentBecause: 'the alarm of its domain rings once for all of them' },
    });
  }

  private roleOf(logGroup: LogGroup, statements: readonly PolicyStatement[]): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const statement of statements) role.addToPolicy(statement);
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'xray:PutTraceSegments and PutTelemetryRecords know no resources; test/stacks/policies.test.ts refuses every other wildcard',
    });
    return role;
  }
}
