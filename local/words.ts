import * as z from 'zod/mini';
import type { Contract } from '../shared/contract/contract.ts';
import { Failure } from './fail.ts';

/** The part of a JSON schema that a command line needs. */
export interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
}

/** The input of an operation as a JSON schema. */
export const shapeOf = (contract: Contract): Shape =>
  z.toJSONSchema(contract.input, { io: 'input', target: 'draft-2020-12' }) as Shape;

/** An amount may be written `amount=12.34`: its currency is the only one there is. */
const isMoney = (shape: Shape | undefined): boolean => shape?.properties?.['currency'] !== undefined;

/**
 * Reads `name=value` words into the request that the contract describes; `payee.name=李芳` goes one level down.
 * @throws Failure for a word that the operation does not know
 */
export function requestOf(shape: Shape, words: readonly string[]): Record<string, unknown> {
  const request: Record<string, unknown> = {};
  for (const word of words) {
    const cut = word.indexOf('=');
    if (cut < 1) throw new Failure(`"${word}" is not of the form name=value`);
    put(request, shape, word.slice(0, cut).split('.'), word.slice(cut + 1));
  }
  return request;
}

function put(target: Record<string, unknown>, shape: Shape, [name = '', ...deeper]: string[], text: string): void {
  const inner = shape.properties?.[name];
  if (!inner)
    throw new Failure(`no field "${name}"; known: ${Object.keys(shape.properties ?? {}).join(', ') || 'none'}`);
  if (deeper.length > 0) {
    target[name] ??= {};
    put(target[name] as Record<string, unknown>, inner, deeper, text);
  } else
    target[name] = isMoney(inner) && !text.startsWith('{') ? { currency: 'CNY', value: text } : valueOf(inner, text);
}

function valueOf(shape: Shape, text: string): unknown {
  if (typeof shape.const === 'boolean' || shape.type === 'boolean') return text === 'true';
  if (shape.type === 'integer' || shape.type === 'number') return Number(text);
  if (shape.type === 'array' || shape.type === 'object') return JSON.parse(text);
  return text;
}

/** One line a field: what the operation takes. */
export function describe(shape: Shape, prefix = ''): string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, inner]) => {
    const optional = shape.required?.includes(name) ? '' : ' (optional)';
    if (isMoney(inner)) return [`${prefix}${name}=12.34${optional}`];
    if (inner.properties) return describe(inner, `${prefix}${name}.`);
    return [`${prefix}${name}=<${meaningOf(inner)}>${optional}`];
  });
}

function meaningOf(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.join('|');
  return shape.pattern ?? shape.type ?? 'value';
}
