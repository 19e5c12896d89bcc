import { describe, expect, it } from 'vitest';
import { ofKind } from '../../lib/operations.ts';
import { bankOf, deployed } from './synth.ts';

const bank = bankOf('test');
const only = (type: string) => bank.ofType(type)[0]!.properties;

describe('the table', () => {
  const table = only('AWS::DynamoDB::Table');

  it('is the only one', () => expect(bank.ofType('AWS::DynamoDB::Table')).toHaveLength(1));
  it('is paid on demand and has no index', () => {
    expect(table['BillingMode']).toBe('PAY_PER_REQUEST');
    expect(table['GlobalSecondaryIndexes']).toBeUndefined();
  });
  it('forgets what has expired', () =>
    expect(table['TimeToLiveSpecification']).toEqual({ AttributeName: 'expiresAt', Enabled: true }));
  it('can be put back to any second', () =>
    expect(table['PointInTimeRecoverySpecification']).toEqual({ PointInTimeRecoveryEnabled: true }));
  it('is sealed by the key of the bank', () => {
    expect(table['SSESpecification']).toMatchObject({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: expect.anything() as unknown,
    });
  });
  it('tells what was before and after each change', () =>
    expect(table['StreamSpecification']).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' }));
});

describe('the keys', () => {
  const keys = bank.ofType('AWS::KMS::Key').map(({ properties }) => properties);

  it('turn every year, if they can', () => {
    for (const key of keys) expect(key['KeySpec'] === 'ECC_NIST_P256' || key['EnableKeyRotation'] === true).toBe(true);
  });
  it('sign tokens with ES256 and do nothing else with that key', () => {
    expect(keys.filter(({ KeyUsage }) => KeyUsage === 'SIGN_VERIFY')).toEqual([
      expect.objectContaining({ KeySpec: 'ECC_NIST_P256' }),
    ]);
  });
});

describe('the API', () => {
  const stage = only('AWS::ApiGatewayV2::Stage');

  it('logs which operation was called and never which customer', () => {
    const format = stage['AccessLogSettings'].Format as string;
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/\$context\.(path|identity|http|authorizer\.(?!error))/i);
  });
  it('names each request as the caller and the function know it, and says nothing that a metric counts', () => {
    const fields = JSON.parse(stage['AccessLogSettings'].Format as string) as Record<string, string>;
    expect(fields).toEqual({
      traceId: '$context.awsEndpointRequestId',
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
      latencyMs: '$context.responseLatency',
      integrationError: '$context.integrationErrorMessage',
      authorizerError: '$context.authorizer.error',
    });
  });
  it('is throttled', () =>
    expect(stage['DefaultRouteSettings']).toMatchObject({ ThrottlingRateLimit: 6000, ThrottlingBurstLimit: 5000 }));
  it('answers only under the name of the bank', () => {
    expect(only('AWS::ApiGatewayV2::Api')['DisableExecuteApiEndpoint']).toBe(true);
    expect(only('AWS::ApiGatewayV2::DomainName')['DomainName']).toBe('api.test.songhua.example');
  });
});

describe('the routes', () => {
  const routes = bank.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => properties);
  const operations = [...ofKind(deployed, 'operation'), ...ofKind(deployed, 'foreign')].map(({ contract }) => contract);
  const route = (key: string) => routes.find(({ RouteKey }) => RouteKey === key)!;

  it('are those of the contracts, and one for everything else', () => {
    const expected = ['$default', ...operations.map(({ method, path }) => `${method} /v1${path}`)];
    expect(routes.map(({ RouteKey }) => RouteKey as string).toSorted()).toEqual(expected.toSorted());
  });
  it('ask no one for the way to nowhere', () => expect(route('$default')['AuthorizationType']).toBe('NONE'));
  it.each(operations)('$name stands behind the authorizer unless it is public', ({ method, path, auth }) => {
    const { AuthorizationType, AuthorizerId } = route(`${method} /v1${path}`);
    expect([AuthorizationType, AuthorizerId !== undefined]).toEqual(
      auth === 'public' ? ['NONE', false] : ['CUSTOM', true],
    );
  });
});

describe('the authorizer', () => {
  const authorizer = only('AWS::ApiGatewayV2::Authorizer');

  it('is the only one', () => expect(bank.ofType('AWS::ApiGatewayV2::Authorizer')).toHaveLength(1));
  it('is asked every time: no cache, and a request without a token too', () => {
    expect(authorizer).toMatchObject({
      AuthorizerResultTtlInSeconds: 0,
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
    });
    expect(authorizer['IdentitySource'] ?? []).toEqual([]);
  });
});
