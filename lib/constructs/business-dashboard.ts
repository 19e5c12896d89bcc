import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Dashboard, GraphWidget, type Metric, Row, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Contract } from '../../shared/contract/contract.ts';
import { routeMetric } from './route-metric.ts';

/** What an operator sees of one line of business: how much, how slow, what was refused, what broke. */
export class BusinessDashboard extends Dashboard {
  constructor(scope: Construct, business: string, contracts: readonly Contract[], api: HttpApi) {
    super(scope, business, { dashboardName: `songhua-${business}`, defaultInterval: Duration.hours(3) });
    const graph = (title: string, line: (one: Contract) => Metric) =>
      new GraphWidget({ title, width: 12, left: contracts.map((one) => line(one).with({ label: one.name })) });
    this.addWidgets(
      new TextWidget({
        markdown: `# ${business}\n${contracts.length} operations, each line one of them`,
        width: 24,
        height: 2,
      }),
      new Row(
        graph('Calls', (one) => routeMetric(api, one, 'Count')),
        graph('Latency p99 (ms)', (one) => routeMetric(api, one, 'Latency', 'p99')),
      ),
      new Row(
        graph('Refused (4xx)', (one) => routeMetric(api, one, '4xx')),
        graph('Broken (5xx)', (one) => routeMetric(api, one, '5xx')),
      ),
    );
  }
}
