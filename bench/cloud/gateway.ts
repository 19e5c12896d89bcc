import type { IncomingMessage } from 'node:http';
import { ofKind, theOnly } from '../../lib/operations.ts';
import type { Contract, ForeignContract } from '../../shared/contract/contract.ts';
import type { Asserted, HttpReply } from '../../shared/lambda/http.ts';
import { behindAuthorizer, eventOf } from './event.ts';
import type { Functions } from './invoke.ts';
import { openTrusted, textOf } from './local-server.ts';

/** A running HTTP API: the address of `/v1` is the bank's base URL. */
export interface Gateway {
  readonly baseUrl: string;
  close(): void;
}

const prefix = '/v1';

/** The HTTP API in front of the functions, on a free port or this one: routes, authorizer and payload version 2.0 as API Gateway has them. */
export async function openGateway(functions: Functions, wanted?: number): Promise<Gateway> {
  // Partners are called over HTTPS only, and their simulators stand behind this gateway.
  const { port, close } = await openTrusted((request, response) => {
    void answer(functions, request).then(
      ({ statusCode, headers, body }) => response.writeHead(statusCode, { ...headers }).end(body),
      // The gateway's own answer when a function throws.
      () => response.writeHead(500).end('{"message":"Internal Server Error"}'),
    );
  }, wanted);
  return { baseUrl: `https://127.0.0.1:${port}${prefix}`, close };
}

async function answer(functions: Functions, request: IncomingMessage): Promise<HttpReply> {
  const { pathname, search } = new URL(request.url!, 'http://bank');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const body = (await textOf(request)) || undefined;
  const event = eventOf({ method: request.method!, path: pathname, query: search.slice(1), headers, body });
  const route = routeOf(functions, request.method!, pathname);
  if (!route) return (await functions.invoke(theOnly(functions.all, 'fallback').contract.name, event)) as HttpReply;
  const { contract, pathParameters } = route;
  const lambda = contract.auth === 'public' ? undefined : await asserted(functions, event);
  return (await functions.invoke(contract.name, behindAuthorizer({ ...event, pathParameters }, lambda))) as HttpReply;
}

/** What the authorizer says of a request. */
async function asserted(functions: Functions, event: object): Promise<Asserted> {
  const { contract } = theOnly(functions.all, 'authorizer');
  const said = (await functions.invoke(contract.name, { ...event, type: 'REQUEST' })) as { context: Asserted };
  return said.context;
}

/** The operation of a path, and what its parameters are. */
export function routeOf(functions: Functions, method: string, pathname: string) {
  const steps = pathname.split('/');
  const fits = ({ contract }: { contract: Contract | ForeignContract }) =>
    contract.method === method && parametersOf(contract.path, steps) !== undefined;
  // As the gateway does: a route without parameters wins over one with.
  const found = [...ofKind(functions.all, 'operation'), ...ofKind(functions.all, 'foreign')]
    .filter(fits)
    .toSorted((a, b) => a.contract.path.split('{').length - b.contract.path.split('{').length)[0];
  return found && { contract: found.contract, pathParameters: parametersOf(found.contract.path, steps) };
}

function parametersOf(path: string, steps: readonly string[]): Record<string, string> | undefined {
  const template = `${prefix}${path}`.split('/');
  const fits =
    template.length === steps.length && template.every((step, at) => step.startsWith('{') || step === steps[at]);
  if (!fits) return undefined;
  const named = template.flatMap((step, at) =>
    step.startsWith('{') ? [[step.slice(1, -1), decodeURIComponent(steps[at]!)] as const] : [],
  );
  return Object.fromEntries(named);
}
