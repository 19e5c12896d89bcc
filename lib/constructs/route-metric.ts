import { Duration } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Contract } from '../../shared/contract/contract.ts';

/** The API's version: a change that is not additive gets another. */
export const version = '/v1';

/** What the gateway counts for one operation, minute by minute. */
export const routeMetric = (
  api: IHttpApi,
  one: Pick<Contract, 'method' | 'path'>,
  metricName: 'Count' | 'Latency' | '4xx' | '5xx',
  statistic = 'Sum',
) =>
  new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    statistic,
    period: Duration.minutes(1),
    dimensionsMap: { ApiId: api.apiId, Stage: '$default', Method: one.method, Resource: `${version}${one.path}` },
  });
