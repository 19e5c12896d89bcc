import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOperations, ofKind } from '../../lib/operations.ts';
import { type Schema, wireSchema } from '../../shared/contract/openapi-schema.ts';
import { root } from './sources.ts';

/** Loading refuses a wrong name, a second name and a second route. */
const all = await loadOperations(join(root, 'functions'));
const operations = ofKind(all, 'operation').map(({ domain, file, contract }) => {
  const text = readFileSync(join(root, `functions/${domain}/${file}.ts`), 'utf8');
  return { name: contract.name, contract, text };
});

/** Operations that anybody may call: a new one is a decision, written here. */
const open: Readonly<Record<string, string>> = {
  readHealth: 'Deploys and monitors have no session',
  verifyReceipt: 'Whoever is shown a receipt may ask whether it is genuine, and learns nothing else',
};

const tested = ['test/functions', 'test/journeys']
  .flatMap((folder) => filesIn(folder).map((file) => readFileSync(join(root, folder, file), 'utf8')))
  .join('\n');

function filesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
}

describe('every function', () => {
  it.each(all)('$contract.name is called in a test against the deployed bank', ({ contract }) => {
    expect(new RegExp(`\\b${contract.name}\\b`).test(tested)).toBe(true); // toMatch would print all tests
  });

  it.each(all)('$contract.name says what it does in one short line', ({ contract }) => {
    expect(contract.summary).toMatch(/^[A-Z][^\n]{5,138}[^.\n]$/);
  });
});

describe.each(operations)('the operation $name', ({ contract, text }) => {
  const input = wireSchema(contract.input);
  const inPath = [...contract.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field!);

  it('is guarded, or open by decision', () => {
    expect(contract.auth === 'public').toBe(contract.name in open || contract.business === 'sandbox');
  });

  it('takes an Idempotency-Key when it changes something, or says why not', () => {
    const changes = !['GET', 'DELETE'].includes(contract.method) && mayWrite(contract.grants);
    expect(!changes || contract.idempotent || /\/\/ (?:Not idempotent|Write, since)/.test(text)).toBe(true);
  });

  it('asks for every field of its path', () => expect(input.required ?? []).toEqual(expect.arrayContaining(inPath)));

  it('bounds everything that it reads', () => expect(looseParts(input)).toEqual([]));

  it('lets nothing out that is not named', () => expect(openObjects(wireSchema(contract.output))).toEqual([]));

  it('may write only where it changes something, or says why', () => {
    const writes = contract.method === 'GET' && mayWrite(contract.grants);
    expect(!writes || text.includes('// Write, since')).toBe(true);
  });
});

const mayWrite = (grants: readonly string[]): boolean =>
  grants.includes('table:write') || grants.includes('table:change');

/** The parts of a schema, each with its JSON pointer. */
function partsOf(schema: Schema, path = ''): { path: string; part: Schema }[] {
  const below = Object.entries(schema)
    .filter(([, value]) => typeof value === 'object' && value !== null)
    .flatMap(([key, value]) => partsOf(value as Schema, `${path}/${key}`));
  return [{ path, part: schema }, ...below];
}

/** Objects that take any field. */
const openObjects = (schema: Schema): string[] =>
  partsOf(schema)
    .filter(({ part }) => part['type'] === 'object' && part['additionalProperties'] !== false)
    .map(({ path }) => path);

const boundedBy: Readonly<Record<string, readonly string[]>> = {
  string: ['maxLength', 'pattern', 'enum', 'const', 'format'],
  integer: ['maximum', 'enum', 'const'],
  number: ['maximum'],
  array: ['maxItems'],
};

/** Objects that take any field, texts and lists of any length, numbers of any size. */
const looseParts = (schema: Schema): string[] => [
  ...openObjects(schema),
  ...partsOf(schema)
    .filter(({ part }) => boundedBy[part['type'] as string]?.every((keyword) => !(keyword in part)))
    .map(({ path }) => path),
];
