import { Duration } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Dashboard, GraphWidget, MathExpression, Metric, Row } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ForeignContract } from '../../shared/contract/contract.ts';
import { type Partner, queueOf } from '../../shared/domain/partners/partner.ts';
import type { Ground } from '../cloud.ts';
import { BankAlarm } from './alarm.ts';
import { routeMetric } from './route-metric.ts';

/** What operators see of one partner, and what rings when it answers less than was agreed: all from its declaration. */
export class PartnerBoard extends Construct {
  constructor(
    scope: Construct,
    partner: Partner,
    route: ForeignContract,
    { queues, operators, environment }: Ground,
    api: IHttpApi,
  ) {
    super(scope, `partner-${partner.name}`);
    const { name, label, answeredPercentMin } = partner;
    const calls = (outcome: 'ok' | 'failed', statistic: string) =>
      new Metric({
        namespace: 'Songhua',
        metricName: 'partnerLatency',
        dimensionsMap: { partner: name, outcome },
        statistic,
        period: Duration.minutes(5),
      });
    const answered = calls('ok', 'SampleCount');
    const unanswered = calls('failed', 'SampleCount');
    new BankAlarm(this, 'Answers', {
      // The emulator knows no metric math: there it counts instead.
      metric: environment.emulator ? unanswered : shareOf(unanswered, answered),
      what: `${label.en} leaves more than ${100 - answeredPercentMin}% of our calls unanswered.`,
      threshold: 100 - answeredPercentMin,
      owner: 'scenarios',
      runbook: 'docs/runbooks/partner.md',
      rings: operators,
    });
    const { queue, deadLetters } = queues.get(queueOf(partner))!;
    const graph = (title: string, ...left: Metric[]) => new GraphWidget({ title, width: 12, left });
    new Dashboard(this, 'Dashboard', {
      dashboardName: `songhua-partner-${name}`,
      defaultInterval: Duration.hours(3),
    }).addWidgets(
      new Row(
        graph('Our calls', answered.with({ label: 'answered' }), unanswered.with({ label: 'unanswered' })),
        graph('Answer p99 (ms)', calls('ok', 'p99'), calls('failed', 'p99')),
      ),
      new Row(
        graph(
          'Callbacks',
          routeMetric(api, route, 'Count'),
          routeMetric(api, route, '4xx'),
          routeMetric(api, route, '5xx'),
        ),
        graph(
          'Waiting and dead',
          queue.metricApproximateNumberOfMessagesVisible({ label: 'waiting' }),
          queue.metricApproximateAgeOfOldestMessage({ label: 'oldest (s)' }),
          deadLetters.metricApproximateNumberOfMessagesVisible({ label: 'dead' }),
        ),
      ),
    );
  }
}

/** Unanswered calls in a hundred of an hour; fewer than twenty calls prove nothing. */
const shareOf = (failed: Metric, ok: Metric): MathExpression =>
  new MathExpression({
    label: 'Unanswered calls (%)',
    expression: 'IF(FILL(ok, 0) + FILL(failed, 0) >= 20, 100 * FILL(failed, 0) / (FILL(ok, 0) + FILL(failed, 0)), 0)',
    usingMetrics: { ok, failed },
    period: Duration.hours(1),
  });
