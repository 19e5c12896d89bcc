import { Validations } from 'aws-cdk-lib';
import { HttpNoneAuthorizer, HttpRoute, HttpRouteKey, type IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { FallbackContract } from '../../shared/contract/contract.ts';
import type { Ground } from '../cloud.ts';
import type { Deployable } from '../operations.ts';
import { BankFunction } from './bank-function.ts';

/** Every path and method that no operation has: answered as a problem, not by the gateway's own words. */
export class FallbackRoute extends BankFunction {
  constructor(scope: Construct, one: Deployable<FallbackContract>, ground: Ground, httpApi: IHttpApi) {
    super(scope, one, ground);
    const route = new HttpRoute(this, 'Route', {
      httpApi,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Integration', this.lambda),
      authorizer: new HttpNoneAuthorizer(),
    });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'it tells everyone that there is nothing here',
    });
  }
}
