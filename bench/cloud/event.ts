import { randomUUID } from 'node:crypto';
import type { Caller } from '../../shared/contract/caller.ts';
import type { Asserted } from '../../shared/lambda/http.ts';

/** A request as it reaches the gateway; the path carries the version. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** The request as API Gateway's HTTP API hands it to a function, payload version 2.0. */
export const eventOf = ({ method, path, query = '', headers, body }: Arrival) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: query,
  headers,
  requestContext: {
    accountId: '000000000000',
    apiId: 'songhua',
    domainName: '127.0.0.1',
    domainPrefix: 'songhua',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: headers['user-agent'] ?? '' },
    requestId: randomUUID(),
    routeKey: '$default',
    stage: '$default',
    time: new Date().toISOString(),
    timeEpoch: Date.now(),
  },
  body,
  isBase64Encoded: false,
});
export type GatewayEvent = ReturnType<typeof eventOf>;

/** The event with what the authorizer said beside it; nothing for a public route. */
export const behindAuthorizer = (
  event: GatewayEvent & { readonly pathParameters?: object | undefined },
  lambda?: Asserted,
) => ({
  ...event,
  requestContext: { ...event.requestContext, ...(lambda && { authorizer: { lambda } }) },
});

/** What the authorizer says of a caller it believes. */
export const believed = (caller: Caller): Asserted => ({ caller: JSON.stringify(caller) });
