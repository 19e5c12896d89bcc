import * as z from 'zod/mini';

/**
 * What went wrong, in words that mean something without HTTP.
 * `unavailable` is for a part that is switched off or did not answer; it never means that money did not move.
 * `disallowed`, `oversized`, `unreadable` (format) and `broken` (our bug) are said by the edge only.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'disallowed'
  | 'conflict'
  | 'oversized'
  | 'unreadable'
  | 'refused'
  | 'throttled'
  | 'broken'
  | 'unavailable';

/** One text in the languages of the bank: Chinese first, English second. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** One failure a caller may see: declared once, named in contracts, thrown by the domain. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of specs holds details of every type
export interface ErrorSpec<Code extends string = string, Details = any> {
  /** SCREAMING_SNAKE_CASE, stable for ever: clients switch on it. */
  readonly code: Code;
  readonly kind: ErrorKind;
  readonly title: Text;
  /** What the customer can do now. */
  readonly action: Text;
  readonly details: z.ZodMiniType<Details>;
}

/** Details of a failure whose code says everything. */
export const noDetails = z.strictObject({});

/**
 * Declares a failure beside the rule that raises it.
 * @example export const SameAccount = defineError({ code: 'SAME_ACCOUNT', kind: 'invalid', title, action, details: noDetails });
 */
export const defineError = <const Code extends string, Details>(
  spec: ErrorSpec<Code, Details>,
): ErrorSpec<Code, Details> => spec;

/** Thrown by the domain and the stores. Anything else that is thrown is a bug and becomes a 500. */
export class DomainError<Details = unknown> extends Error {
  readonly spec: ErrorSpec<string, Details>;
  readonly details: Details;

  constructor(spec: ErrorSpec<string, Details>, ...details: Details extends Record<string, never> ? [] : [Details]) {
    super(spec.code);
    this.name = 'DomainError';
    this.spec = spec;
    this.details = details[0] ?? ({} as Details);
  }
}
