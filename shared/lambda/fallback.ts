import type { Context } from 'aws-lambda';
import type { FallbackContract } from '../contract/contract.ts';
import { languageOf } from '../contract/problem.ts';
import { MethodNotAllowed, NotFound } from '../contract/protocol-errors.ts';
import { DomainError } from '../domain/errors.ts';
import { type HttpEvent, type HttpReply, headerOf } from './http.ts';
import { knowName } from './log.ts';
import { recordCall } from './meter.ts';
import { replyTo } from './reply.ts';

/** A route of the bank without its version prefix: `['GET', '/accounts/{accountId}']`. */
export type Route = readonly [method: string, path: string];

/** The version prefix that every route has in front of its contract's path. */
const prefix = '/v1';

/** Answers 405 with `Allow` where the path exists with another method, else 404; as problem+json like everything else. */
export function fallback(contract: FallbackContract, routes: () => readonly Route[]) {
  knowName(contract.name);
  return async (event: HttpEvent, context: Context): Promise<HttpReply> => {
    const begunMs = performance.now();
    const to = { language: languageOf(headerOf(event, 'accept-language')), traceId: context.awsRequestId };
    const allowed = methodsOf(event.rawPath, routes());
    const refusal = allowed.length > 0 ? MethodNotAllowed : NotFound;
    const reply = replyTo(new DomainError(refusal), to);
    const latencyMs = Math.round(performance.now() - begunMs);
    recordCall(contract.name, 'refused', latencyMs, { traceId: to.traceId, code: refusal.code });
    return allowed.length > 0 ? { ...reply, headers: { ...reply.headers, allow: allowed.join(', ') } } : reply;
  };
}

const methodsOf = (path: string, routes: readonly Route[]): string[] => {
  const steps = path.split('/');
  return routes
    .filter(([, template]) => fits(`${prefix}${template}`.split('/'), steps))
    .map(([method]) => method)
    .toSorted();
};

/** A `{field}` takes any one step that is not empty, as the gateway matches it. */
const fits = (template: readonly string[], steps: readonly string[]): boolean =>
  template.length === steps.length &&
  template.every((step, at) => (step.startsWith('{') ? steps[at] !== '' : step === steps[at]));
