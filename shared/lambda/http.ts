import type { APIGatewayProxyEventV2WithRequestContext, APIGatewayEventRequestContextV2 } from 'aws-lambda';

/** What the authorizer puts beside a request: who is asking, or why it was refused. Strings only, as the gateway demands. */
export type Asserted = { readonly caller: string } | { readonly refused: string };

/** A request as API Gateway's HTTP API hands it over (payload version 2.0). */
export type HttpEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { authorizer?: { lambda?: Partial<Record<'caller' | 'refused', string>> | null } }
>;

/** A request header; the gateway writes names in lower case and joins repeated ones by comma. */
export const headerOf = (event: HttpEvent, name: string): string | undefined => event.headers?.[name];

/** What goes back to API Gateway. */
export interface HttpReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
