import * as z from 'zod/mini';
import { idOf } from '../domain/ids.ts';
import { roles } from '../domain/identity/role.ts';
import type { Auth, Contract } from './contract.ts';

/** The SHA-256 of a public key as RFC 7638 writes it, base64url. */
const thumbprint = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));

/** Who is asking (请求方). The authorizer asserts it once; `serve` checks it again against the contract. */
export const caller = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('anonymous') }),
  // Someone who proved a key and nothing else: the RFC 7638 thumbprint of it, and where the call came from (for quotas only).
  z.strictObject({ kind: z.literal('key'), thumbprint, sourceIp: z.string() }),
  z.strictObject({
    kind: z.literal('customer'),
    customerId: idOf('cus'),
    sessionId: idOf('ses'),
    deviceId: idOf('dev'),
  }),
  z.strictObject({ kind: z.literal('operator'), operatorId: idOf('opr'), sessionId: idOf('ses'), role: z.enum(roles) }),
]);
export type Caller = z.output<typeof caller>;

/** The caller that a handler of this contract can rely on. */
export type CallerOf<A extends Auth> = A extends 'public'
  ? Caller
  : Extract<Caller, { kind: A extends 'key' | 'customer' ? A : 'operator' }>;

/** Whether this caller may use an operation that asks for `auth`. */
export function permits(auth: Auth, who: Caller): boolean {
  if (auth === 'public') return true;
  if (auth === 'key' || auth === 'customer') return who.kind === auth;
  return who.kind === 'operator' && auth.includes(who.role);
}

/** One press of a button, however often it is sent: a UUID version 7 and the digest of what it asked for. */
export interface Idempotency {
  readonly key: string;
  /** The first 132 bits of SHA-256 of operation name and canonical input, base64url. */
  readonly bodyHash: string;
}

/** What a handler knows besides its input. */
export interface Call<C extends Contract = Contract> {
  readonly caller: CallerOf<C['auth']>;
  /** Milliseconds since 1970, read once per call, so that one call sees one instant. */
  readonly now: number;
  readonly traceId: string;
  readonly idempotency: C['idempotent'] extends true ? Idempotency : undefined;
}

/** An answer that was given before: `serve` adds `Idempotent-Replayed: true`. */
export class Replayed<T> {
  readonly answer: T;
  constructor(answer: T) {
    this.answer = answer;
  }
}
