import { Duration } from 'aws-cdk-lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/**
 * Asks one function, before every operation that is not public, who is calling.
 * Neither an identity source (a request without a token must get a problem+json from `serve`) nor a cache (a revoked
 * session must be refused at the next call).
 */
export const bankAuthorizer = (authorize: IFunction): HttpLambdaAuthorizer =>
  new HttpLambdaAuthorizer('Authorizer', authorize, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: [],
    resultsCacheTtl: Duration.seconds(0),
  });
