import * as z from 'zod/mini';
import { Replayed } from '../contract/caller.ts';
import type { Contract } from '../contract/contract.ts';
import { type Language, problemOf } from '../contract/problem.ts';
import { ProofInvalid, ProofReplayed, TokenMissing } from '../contract/access-errors.ts';
import type { DomainError } from '../domain/errors.ts';
import type { HttpReply } from './http.ts';
import { InputRefused } from './request.ts';

/** What every answer to one request needs to know about it. */
export interface Addressee {
  readonly language: Language;
  readonly traceId: string;
}

const headers = (to: Addressee, type: string) => ({
  'content-type': type,
  'content-language': to.language,
  vary: 'accept-language',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'trace-id': to.traceId,
});

/** Writes a success. A field that the contract does not declare is a bug and throws: it might be somebody's secret. */
export function replyWith(contract: Contract, result: unknown, to: Addressee): HttpReply {
  const replayed = result instanceof Replayed;
  const body = z.encode(contract.output, replayed ? result.answer : result);
  return {
    statusCode: contract.status ?? 200,
    headers: { ...headers(to, 'application/json'), ...(replayed && { 'idempotent-replayed': 'true' }) },
    body: JSON.stringify(body),
  };
}

/** Writes a failure as application/problem+json. */
export function replyTo(error: DomainError, to: Addressee): HttpReply {
  const problem = problemOf(error, to, error instanceof InputRefused ? error.issues : undefined);
  return {
    statusCode: problem.status,
    headers: {
      ...headers(to, 'application/problem+json'),
      ...(problem.status === 401 && { 'www-authenticate': challenge(error) }),
      ...((problem.status === 429 || problem.status === 503) && { 'retry-after': String(retryAfterSeconds(error)) }),
    },
    body: JSON.stringify(problem),
  };
}

/** RFC 9449 section 7.1: what was wrong with the credentials, in the words of the standard. */
function challenge({ spec }: DomainError): string {
  if (spec === TokenMissing) return 'DPoP algs="ES256"';
  const wrong = spec === ProofInvalid || spec === ProofReplayed ? 'invalid_dpop_proof' : 'invalid_token';
  return `DPoP error="${wrong}", algs="ES256"`;
}

/** What the failure itself says, else 30 s for a quota and 2 s for a busy part. */
function retryAfterSeconds({ spec, details }: DomainError): number {
  const said = (details as { retryAfterSeconds?: unknown }).retryAfterSeconds;
  if (typeof said === 'number') return said;
  return spec.kind === 'throttled' ? 30 : 2;
}
