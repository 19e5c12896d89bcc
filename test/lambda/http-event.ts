import type { Context } from 'aws-lambda';
import type { Caller } from '../../shared/contract/caller.ts';
import type { HttpEvent, HttpReply } from '../../shared/lambda/http.ts';

/** What a test says about a request; the rest is as API Gateway sends it. */
export interface Told {
  readonly method?: string;
  readonly path?: string;
  readonly pathParameters?: Record<string, string>;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly base64?: Uint8Array;
  readonly caller?: Caller;
  readonly asserted?: Partial<Record<'caller' | 'refused', string>>;
}

export const customer = {
  kind: 'customer',
  customerId: 'cus_01jd0000000000000000000000',
  sessionId: 'ses_01jd0000000000000000000000',
  deviceId: 'dev_01jd0000000000000000000000',
} as const;

/** A request as API Gateway's HTTP API hands it to a function, payload version 2.0. */
export function httpEvent(told: Told): HttpEvent {
  const method = told.method ?? 'POST';
  const path = told.path ?? '/v1/things';
  const lambda = told.asserted ?? (told.caller && { caller: JSON.stringify(told.caller) });
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: told.query ?? '',
    headers: {
      accept: '*/*',
      host: 'abcdefghij.execute-api.cn-north-1.amazonaws.com.cn',
      'x-forwarded-for': '203.0.113.7',
      ...(told.body !== undefined && { 'content-type': 'application/json' }),
      ...told.headers,
    },
    ...(told.query && { queryStringParameters: Object.fromEntries(new URLSearchParams(told.query)) }),
    ...(told.pathParameters && { pathParameters: told.pathParameters }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdefghij',
      ...(lambda && { authorizer: { lambda } }),
      domainName: 'abcdefghij.execute-api.cn-north-1.amazonaws.com.cn',
      domainPrefix: 'abcdefghij',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'songhua-test' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '24/Nov/2026:06:05:00 +0000',
      timeEpoch: Date.now(),
    },
    ...(told.body !== undefined && { body: told.body }),
    ...(told.base64 && { body: Buffer.from(told.base64).toString('base64') }),
    isBase64Encoded: told.base64 !== undefined,
  };
}

/** The Lambda context of one call that may run for `remainingMs`. */
export const context = (remainingMs = 10_000): Context => {
  const deadline = Date.now() + remainingMs;
  return {
    awsRequestId: 'b3d1c6a0-5f0e-4b1f-9f3e-2a6c8d4e7f10',
    functionName: 'bank-test-createThing',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws-cn:lambda:cn-north-1:123456789012:function:bank-test-createThing',
    memoryLimitInMB: '256',
    logGroupName: '/aws/lambda/bank-test-createThing',
    logStreamName: '2026/11/24/[$LATEST]0',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => deadline - Date.now(),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
};

/** A deployed handler, as the cloud sees it. */
export type Handler = (event: HttpEvent, context: Context) => Promise<HttpReply>;

/** Calls a handler and reads its JSON answer. */
export async function ask(handler: Handler, told: Told, remainingMs?: number) {
  const reply = await handler(httpEvent(told), context(remainingMs));
  return { status: reply.statusCode, headers: reply.headers, body: JSON.parse(reply.body) };
}
