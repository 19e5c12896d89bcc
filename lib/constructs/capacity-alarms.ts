import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Ground } from '../cloud.ts';
import { BankAlarm } from './alarm.ts';

/** The slowest of a hundred calls may take a second; five minutes above it is not a blip. */
const latencyMsMax = 1_000;

/** What tells that the bank is at its limits before customers do: slow answers, throttled functions, a throttled table. */
export class CapacityAlarms extends Construct {
  constructor(scope: Construct, id: string, { table, operators }: Ground, api: HttpApi) {
    super(scope, id);
    const period = Duration.minutes(1);
    const duty = { owner: 'platform', runbook: 'docs/runbooks/capacity.md', rings: operators } as const;
    const throttled = (metricName: string): IMetric =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        statistic: 'Sum',
        period,
        dimensionsMap: { TableName: table.tableName },
      });
    new BankAlarm(this, 'Slow', {
      ...duty,
      metric: api.metricLatency({ period, statistic: 'p99' }),
      threshold: latencyMsMax,
      evaluationPeriods: 5,
      what: 'One call in a hundred takes longer than a second.',
    });
    new BankAlarm(this, 'FunctionsThrottled', {
      ...duty,
      metric: Lambda.metricAllThrottles({ period }),
      what: 'Lambda refused to run functions: the concurrency of the account is used up.',
    });
    for (const [id2, metricName] of [
      ['WritesThrottled', 'WriteThrottleEvents'],
      ['ReadsThrottled', 'ReadThrottleEvents'],
    ] as const) {
      const what = `The table throttles (${metricName}): one partition key is too hot, or the table grows faster than it can.`;
      new BankAlarm(this, id2, { ...duty, metric: throttled(metricName), evaluationPeriods: 3, what });
    }
  }
}
