import type { ErrorKind } from '../domain/errors.ts';

const statuses: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  disallowed: 405,
  conflict: 409,
  oversized: 413,
  unreadable: 415,
  refused: 422,
  throttled: 429,
  broken: 500,
  unavailable: 503,
};

/** The only place where a domain failure meets an HTTP number. */
export const statusOf = (kind: ErrorKind): number => statuses[kind];
