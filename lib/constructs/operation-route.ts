import { Validations } from 'aws-cdk-lib';
import { type HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { Contract, ForeignContract } from '../../shared/contract/contract.ts';
import type { FrontDoor, Ground } from '../cloud.ts';
import type { Deployable } from '../operations.ts';
import { BankFunction } from './bank-function.ts';
import { routeMetric, version } from './route-metric.ts';

/** One operation in the cloud: its function, and its route behind the authorizer unless anyone may call it. */
export class OperationRoute extends BankFunction {
  constructor(
    scope: Construct,
    one: Deployable<Contract | ForeignContract>,
    ground: Ground,
    { api, authorizer }: FrontDoor,
  ) {
    // Every failure is answered, so a bug is a 500 and not an error of the function: the gateway counts both.
    super(scope, one, ground, routeMetric(api, one.contract, '5xx'));
    const { method, path, auth } = one.contract;
    const route = new HttpRoute(this, 'Route', {
      httpApi: api,
      routeKey: HttpRouteKey.with(`${version}${path}`, method as HttpMethod),
      integration: new HttpLambdaIntegration('Integration', this.lambda),
      authorizer: auth === 'public' ? new HttpNoneAuthorizer() : authorizer,
    });
    if (auth === 'public') {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: `the contract of ${one.contract.name} says that anyone may call it`,
      });
    }
  }
}
