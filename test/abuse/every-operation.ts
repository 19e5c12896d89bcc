import { join } from 'node:path';
import { loadOperations, ofKind } from '../../lib/operations.ts';
import { root } from '../../local/settings.ts';
import type { WireRequest } from '../../shared/contract/client.ts';
import type { Contract } from '../../shared/contract/contract.ts';
import { type Schema, wireSchema } from '../../shared/contract/openapi-schema.ts';

/** Every operation of the bank, found as the deployment finds them: a new one is here without anyone remembering. */
export const everyOperation = async (): Promise<Contract[]> =>
  ofKind(await loadOperations(join(root, 'functions')), 'operation').map(({ contract }) => contract);

/** A field of a request that is shaped like an id, and the kind of thing that it names. */
export interface IdField {
  readonly name: string;
  /** `acc`, `trf`, ... */
  readonly prefix: string;
}

const idPattern = /^\^([a-z]{3})_\[0-7\]/;

export function idFieldsOf({ input }: Contract): IdField[] {
  return Object.entries(wireSchema(input).properties ?? {}).flatMap(([name, { pattern }]) => {
    const [, prefix] = idPattern.exec(String(pattern)) ?? [];
    return prefix === undefined ? [] : [{ name, prefix }];
  });
}

/** A request as the wire carries it, with these values in the fields that are named; other required ones are made to fit. */
export function wireOf(contract: Contract, values: Readonly<Record<string, string>>, key: string): WireRequest {
  const { properties = {}, required = [] } = wireSchema(contract.input);
  const fields = Object.fromEntries(
    required.map((name) => [name, values[name] ?? sampleOf(properties[name]!, `${contract.name}.${name}`)]),
  );
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fields[name])));
  const inBody = Object.entries(fields).filter(([name]) => !contract.path.includes(`{${name}}`));
  const hasBody = contract.method !== 'GET' && contract.method !== 'DELETE';
  return {
    method: contract.method,
    path,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(contract.idempotent && { 'idempotency-key': key }),
      ...(hasBody && { 'content-type': 'application/json' }),
    },
    ...(hasBody && { body: JSON.stringify(Object.fromEntries(inBody)) }),
  };
}

/** Texts of which one fits every field of the bank that is no id. */
const texts = [
  '000000',
  '13800000001',
  '0.01',
  'sf',
  '6212630000000000000',
  '王小明',
  '哈尔滨市道里区中央大街1号',
  '2026-11-24T12:00:00.000+08:00',
  'sixteen-or-more-chars',
  `cus_${'0'.repeat(26)}.ses_${'0'.repeat(26)}.${'A'.repeat(43)}`,
];

function sampleOf(schema: Schema, where: string): unknown {
  if (schema['const'] !== undefined) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties![name]!, `${where}.${name}`)]),
      );
    case 'array':
      return [sampleOf(schema['items'] as Schema, where)];
    case 'boolean':
      return true;
    case 'integer':
      return schema['minimum'] ?? 0;
    default:
      return textFor(schema, where);
  }
}

function textFor(schema: Schema, where: string): string {
  const {
    pattern = '',
    minLength = 0,
    maxLength = 1000,
  } = schema as { pattern?: string; minLength?: number; maxLength?: number };
  const fits = texts.find(
    (text) => new RegExp(pattern, 'u').test(text) && text.length >= minLength && text.length <= maxLength,
  );
  if (fits === undefined)
    throw new Error(`add a text that fits ${where} (${pattern}) to test/abuse/every-operation.ts`);
  return fits;
}

/** Every way to choose some of these, but not none. */
export const subsetsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length - 1 }, (_, index) => all.filter((_one, at) => ((index + 1) >> at) & 1));
