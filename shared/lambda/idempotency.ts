import { hash } from 'node:crypto';
import type { Idempotency } from '../contract/caller.ts';
import { IdempotencyKeyInvalid, IdempotencyKeyMissing } from '../contract/protocol-errors.ts';
import { DomainError } from '../domain/errors.ts';
import { type HttpEvent, headerOf } from './http.ts';

/** A UUID version 7 in its one canonical spelling, so that a key cannot be told apart from itself. */
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The `Idempotency-Key` of a request; a repeated header is joined by comma and so refused. */
export function idempotencyKeyOf(event: HttpEvent): string {
  const key = headerOf(event, 'idempotency-key');
  if (key === undefined || key === '') throw new DomainError(IdempotencyKeyMissing);
  if (!uuidV7.test(key)) throw new DomainError(IdempotencyKeyInvalid);
  return key;
}

/** Binds a key to what it asked for: the operation and its validated input, whatever order the fields were sent in. */
export const idempotencyOf = (key: string, operation: string, input: unknown): Idempotency => ({
  key,
  bodyHash: hash('sha256', canonicalJson([operation, input]), 'base64url').slice(0, bodyHashLength),
});

/** 132 bits: nobody but the caller could look for two requests of one hash, and would fool only himself. Every line stores it. */
const bodyHashLength = 22;

/** JSON with sorted keys; a bigint is written `12n`, so that it never equals a string or a number. */
function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return JSON.stringify(value);
  if (typeof value !== 'object') throw new TypeError(`no canonical form of ${typeof value}`);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
}
