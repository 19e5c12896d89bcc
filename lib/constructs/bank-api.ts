import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { DomainName, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Environment } from '../environments.ts';

/**
 * The line that every request has, whatever became of it: by route key, never by path, since a path holds the ids of customers and
 * accounts. The function's own line adds outcome and code, and is there for a sample of what went well.
 */
const accessLog = {
  // The request's name in the function's log, and the `trace-id` that the caller got.
  traceId: '$context.awsEndpointRequestId',
  // What the caller got (`apigw-requestid`) when no function was reached.
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
};

/** The HTTP API of the bank: throttled, logged, and in the cloud reachable only under the bank's own name. */
export class BankApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: 'songhua',
      description: 'Songhua: the operations of the mobile bank',
      createDefaultStage: false,
      disableExecuteApiEndpoint: environment.domain !== undefined,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: environment.throttle,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.logGroup(environment)),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
      ...(environment.domain && { domainMapping: { domainName: this.domain(environment.domain) } }),
    });
    // The emulator takes the id of the API from this tag: the address is known before anything is deployed.
    if (environment.emulator) Tags.of(this.api).add('ms-custom-id', 'songhua');
    stage.node.addDependency(this.api);
  }

  private domain({ name, certificateArn }: NonNullable<Environment['domain']>): DomainName {
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    return new DomainName(this, 'Domain', { domainName: name, certificate });
  }

  private logGroup({ logRetention, retain }: Environment): LogGroup {
    return new LogGroup(this, 'AccessLog', {
      logGroupName: '/aws/vendedlogs/songhua/api',
      retention: logRetention,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
