import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Dashboard, GraphWidget, Metric, Row, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Contract } from '../../shared/contract/contract.ts';
import { version } from './operation-route.ts';

/** One line of a graph: what the gateway counts for one route. */
type Line = (one: Contract) => Metric;

/** What an operator sees of one line of business: how much, how slow, what was refused, what broke. */
export class BusinessDashboard extends Dashboard {
  constructor(scope: Construct, business: string, contracts: readonly Contract[], api: HttpApi) {
    super(scope, business, { dashboardName: `songhua-${business}`, defaultInterval: Duration.hours(3) });
    const measured =
      (metricName: string, statistic: string): Line =>
      ({ name, method, path }) =>
        new Metric({
          namespace: 'AWS/ApiGateway',
          metricName,
          statistic,
          label: name,
          period: Duration.minutes(1),
          dimensionsMap: { ApiId: api.apiId, Stage: '$default', Method: method, Resource: `${version}${path}` },
        });
    const graph = (title: string, line: Line) => new GraphWidget({ title, width: 12, left: contracts.map(line) });
    this.addWidgets(
      new TextWidget({
        markdown: `# ${business}\n${contracts.length} operations, each line one of them`,
        width: 24,
        height: 2,
      }),
      new Row(graph('Calls', measured('Count', 'Sum')), graph('Latency p99 (ms)', measured('Latency', 'p99'))),
      new Row(graph('Refused (4xx)', measured('4xx', 'Sum')), graph('Broken (5xx)', measured('5xx', 'Sum'))),
    );
  }
}
