import type { ErrorSpec } from '../domain/errors.ts';
import { IdempotencyKeyReused, IdempotencyKeyStale } from '../domain/idempotency.ts';
import { OutcomeUnknown, TryAgain } from '../domain/outcome.ts';
import { Forbidden, refusals } from './access-errors.ts';
import type { Contract } from './contract.ts';
import { type Schema, wireSchema } from './openapi-schema.ts';
import { problem, problemType } from './problem.ts';
import {
  BodyTooLarge,
  BusinessClosed,
  IdempotencyKeyInvalid,
  IdempotencyKeyMissing,
  Internal,
  InvalidInput,
  MalformedJson,
  NotFound,
  UnsupportedMediaType,
} from './protocol-errors.ts';
import { statusOf } from './status.ts';

/** Every failure that an operation may answer with: its own, and those that its shape brings. */
export function failuresOf(contract: Contract, hasBody: boolean): ErrorSpec[] {
  const all = [
    ...contract.errors,
    InvalidInput,
    NotFound,
    BusinessClosed,
    Internal,
    ...(hasBody ? [MalformedJson, BodyTooLarge, UnsupportedMediaType] : []),
    ...(contract.auth === 'public' ? [] : [...refusals, Forbidden]),
    ...(contract.idempotent
      ? [IdempotencyKeyMissing, IdempotencyKeyInvalid, IdempotencyKeyStale, IdempotencyKeyReused, OutcomeUnknown]
      : [TryAgain]),
  ];
  return [...new Set<ErrorSpec>(all)];
}

/** The name of a failure's schema: INSUFFICIENT_FUNDS is InsufficientFundsProblem. */
const nameOf = ({ code }: ErrorSpec): string =>
  `${code.toLowerCase().replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Problem`;

/** The schemas of these failures by name. Two failures that share a code would be one to the caller: refused. */
export function problemSchemas(specs: readonly ErrorSpec[]): Record<string, Schema> {
  const byName = new Map<string, ErrorSpec>();
  for (const spec of specs) {
    const known = byName.get(nameOf(spec));
    if (known && known !== spec) throw new Error(`two different failures have the code ${spec.code}`);
    byName.set(nameOf(spec), spec);
  }
  const sorted = [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, spec]) => [name, schemaOf(spec)]));
}

/** One failure: the problem of RFC 9457 with everything fixed that is known. */
function schemaOf(spec: ErrorSpec): Schema {
  const { properties = {}, required = [], ...object } = wireSchema(problem);
  const { details: _, issues, ...always } = properties;
  const details = wireSchema(spec.details);
  const hasDetails = Object.keys(details.properties ?? {}).length > 0;
  return {
    ...object,
    description: `${spec.title.en}. ${spec.action.en}.`,
    properties: {
      ...always,
      type: { const: problemType(spec.code) },
      status: { const: statusOf(spec.kind) },
      code: { const: spec.code },
      ...(hasDetails && { details }),
      ...(spec === InvalidInput && { issues }),
    },
    required: [...required, ...(hasDetails ? ['details'] : []), ...(spec === InvalidInput ? ['issues'] : [])],
  };
}

const header = (description: string, schema: Schema = { type: 'string' }) => ({ description, required: true, schema });
export const traceHeader = { 'trace-id': header('Names this call in the logs of the bank') };

/** What API Gateway itself says when a client or the whole bank is over its rate, before any function runs. */
const gatewayThrottle = {
  'application/json': {
    schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  },
};

/** The answers to these failures by status, each listing its codes. */
export function problemResponses(specs: readonly ErrorSpec[]): Record<string, object> {
  const byStatus = Map.groupBy(specs, ({ kind }) => statusOf(kind));
  const responses = [...byStatus].map(([status, same]) => [String(status), responseOf(status, same)] as const);
  const ofGateway = { description: 'Over the rate of the gateway', content: gatewayThrottle };
  return { ...(!byStatus.has(429) && { 429: ofGateway }), ...Object.fromEntries(responses) };
}

function responseOf(status: number, specs: readonly ErrorSpec[]) {
  const refs = specs.map((spec) => ({ $ref: `#/components/schemas/${nameOf(spec)}` }));
  return {
    description: specs.map(({ code }) => code).join(', '),
    headers: {
      ...traceHeader,
      ...(status === 401 && { 'www-authenticate': header('What was wrong with the credentials (RFC 9449)') }),
      ...((status === 429 || status === 503) && {
        'retry-after': header('Seconds', { type: 'string', pattern: '^[0-9]+$' }),
      }),
    },
    content: {
      'application/problem+json': { schema: refs.length === 1 ? refs[0] : { oneOf: refs } },
      ...(status === 429 && gatewayThrottle),
    },
  };
}
