import { expect } from 'vitest';
import { DomainError, type ErrorSpec } from '../../shared/domain/errors.ts';

/** Expects the domain to refuse with exactly this error, and hands its details on. */
export function refusedAs(spec: ErrorSpec, decide: () => unknown): unknown {
  try {
    decide();
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).spec.code).toBe(spec.code);
    return (error as DomainError).details;
  }
  throw new Error(`expected ${spec.code}`);
}
