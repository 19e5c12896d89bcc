import type { Auth, Business, Contract, ForeignContract } from './contract.ts';
import { failuresOf, problemResponses, problemSchemas, traceHeader } from './openapi-problems.ts';
import { type Schema, pick, wireSchema } from './openapi-schema.ts';

/** An OpenAPI 3.1 description. */
export interface OpenApi {
  readonly openapi: '3.1.1';
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [field: string]: unknown;
}

const description = `Every operation of the mobile bank. Amounts are decimal strings of yuan, times are ISO 8601 with offset.
Failures are problems (RFC 9457) whose \`code\` is stable. An unknown path is answered by NOT_FOUND, a wrong method by
METHOD_NOT_ALLOWED with \`Allow\`. Money moves once per \`Idempotency-Key\`: a key is made when the customer presses the
button, and the same request with the same key is answered as before, with \`Idempotent-Replayed: true\`.`;

const businesses: Record<Business, string> = {
  identity: 'Registration, sessions, devices',
  account: 'Accounts, balances, statements',
  transfer: 'Transfers, their authorization and receipts',
  ledger: 'The books of the bank',
  operation: 'For the staff of the bank',
  sandbox: 'Outside parties, simulated; not in production',
  platform: 'What every channel needs',
  express: 'Express delivery',
  coffee: 'Coffee vouchers',
};

const securitySchemes = {
  token: {
    type: 'http',
    scheme: 'DPoP',
    description: 'Access token of a session, bound to the key of the device (RFC 9449)',
  },
  proof: {
    type: 'apiKey',
    in: 'header',
    name: 'DPoP',
    description: 'A fresh proof, signed by the key of the device, for every request',
  },
};

/** Describes operations in OpenAPI 3.1; the same contracts in any order make the same document. */
export function openapi(
  contracts: readonly Contract[],
  version: string,
  foreign: readonly ForeignContract[] = [],
): OpenApi {
  const sorted = contracts.toSorted((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1));
  const paths: Record<string, Record<string, object>> = {};
  for (const contract of sorted) (paths[contract.path] ??= {})[contract.method.toLowerCase()] = operation(contract);
  for (const contract of foreign) (paths[contract.path] ??= {})['post'] = foreignOperation(contract);
  const tags = [...new Set([...sorted, ...foreign].map(({ business }) => business))].toSorted();
  return {
    openapi: '3.1.1',
    info: { title: 'Songhua mobile bank', version, description },
    servers: [
      {
        url: 'https://{bank}/v1',
        variables: {
          bank: {
            default: '127.0.0.1:4566/_aws/execute-api/songhua/$default',
            description: 'Host and stage of one environment',
          },
        },
      },
    ],
    tags: tags.map((name) => ({ name, description: businesses[name] })),
    paths,
    components: {
      securitySchemes,
      schemas: problemSchemas(sorted.flatMap((contract) => failuresOf(contract, hasBody(contract)))),
    },
  };
}

/** A body in another party's form is described by its size and type only: its own documents say the rest. */
function foreignOperation({ name, summary, business, path, bytesMax, contentType }: ForeignContract) {
  // JSON may be of any form, other text is a string.
  const text = { content: { [contentType]: { schema: /\bjson\b/.test(contentType) ? {} : { type: 'string' } } } };
  return {
    operationId: name,
    summary,
    tags: [business],
    security: [],
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, field]) => ({
      name: field,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: { '*/*': { schema: { type: 'string', maxLength: bytesMax } } } },
    responses: {
      200: { description: 'Taken', ...text },
      400: { description: 'Not UTF-8', ...text },
      403: { description: 'Not from the one who may send it', ...text },
      413: { description: `More than ${bytesMax} bytes`, ...text },
      500: { description: 'To be sent again', ...text },
    },
  };
}

function operation(contract: Contract) {
  const input = wireSchema(contract.input);
  const inPath = (field: string) => contract.path.includes(`{${field}}`);
  const rest = pick(input, (field) => !inPath(field));
  return {
    operationId: contract.name,
    summary: contract.summary,
    tags: [contract.business],
    security: securityOf(contract.auth),
    parameters: [
      ...parametersOf(pick(input, inPath), 'path'),
      ...(hasBody(contract) ? [] : parametersOf(rest, 'query')),
      ...(contract.idempotent ? [idempotencyKey] : []),
    ],
    ...(hasBody(contract) && hasFields(rest) && { requestBody: bodyOf(rest) }),
    responses: {
      [contract.status ?? 200]: {
        description: contract.summary,
        headers: { ...traceHeader, ...(contract.idempotent && { 'idempotent-replayed': replayed }) },
        content: { 'application/json': { schema: wireSchema(contract.output) } },
      },
      ...problemResponses(failuresOf(contract, hasBody(contract))),
    },
  };
}

const hasBody = ({ method }: Contract): boolean => method !== 'GET' && method !== 'DELETE';
const hasFields = (schema: Schema): boolean => Object.keys(schema.properties ?? {}).length > 0;

const bodyOf = (schema: Schema) => ({
  required: (schema.required ?? []).length > 0,
  content: { 'application/json': { schema } },
});

const parametersOf = (object: Schema, place: 'path' | 'query') =>
  Object.entries(object.properties ?? {}).map(([name, field]) =>
    parameterOf(name, field, place, object.required?.includes(name) ?? false),
  );

function parameterOf(
  name: string,
  { description: text, ...schema }: Schema,
  place: 'path' | 'query',
  required: boolean,
) {
  return { name, in: place, required, ...(typeof text === 'string' && { description: text }), schema };
}

/** A session needs token and proof; before a session there is a key to prove and nothing else. */
function securityOf(auth: Auth): readonly object[] {
  if (auth === 'public') return [];
  return auth === 'customer' || Array.isArray(auth) ? [{ token: [], proof: [] }] : [{ proof: [] }];
}

const replayed = { description: 'Present when this is the answer that was given before', schema: { const: 'true' } };

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'UUID version 7, made when the customer presses the button; at most 5 minutes old at its first use',
  schema: { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' },
};
