import * as z from 'zod/mini';
import type { DomainError, ErrorSpec, Text } from '../domain/errors.ts';
import { statusOf } from './status.ts';

/** The languages of the bank; the first is spoken unless the caller prefers another. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** One field that is not right: `path` is a JSON pointer (RFC 6901) into the input. */
export const issue = z.strictObject({ path: z.string(), message: z.string() });
export type Issue = z.output<typeof issue>;

/** The body of every answer that is not a success (RFC 9457). */
export const problem = z.strictObject({
  type: z.string().check(z.regex(/^\/problems\/[a-z0-9-]+$/)),
  title: z.string(),
  status: z.int().check(z.minimum(400), z.maximum(599)),
  code: z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/)),
  traceId: z.string(),
  action: z.string(),
  details: z.optional(z.record(z.string(), z.unknown())),
  issues: z.optional(z.array(issue)),
});
export type Problem = z.output<typeof problem>;

/** The address of a failure's page: INSUFFICIENT_FUNDS is /problems/insufficient-funds. */
export const problemType = (code: string): string => `/problems/${code.toLowerCase().replaceAll('_', '-')}`;

const inLanguage = (text: Text, language: Language): string => (language === 'en' ? text.en : text.zh);

/** Writes a failure as the caller reads it. Throws when its details are not what its spec declares. */
export function problemOf(
  error: { readonly spec: ErrorSpec; readonly details: DomainError['details'] },
  to: { readonly language: Language; readonly traceId: string },
  issues?: readonly Issue[],
): Problem {
  const { spec } = error;
  const details = z.encode(spec.details, error.details) as Record<string, unknown>;
  return {
    type: problemType(spec.code),
    title: inLanguage(spec.title, to.language),
    status: statusOf(spec.kind),
    code: spec.code,
    traceId: to.traceId,
    action: inLanguage(spec.action, to.language),
    ...(Object.keys(details).length > 0 && { details }),
    ...(issues && { issues: [...issues] }),
  };
}

/** The language with the highest weight that the bank speaks; Chinese when none is named. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = Number(
        parameters
          .find((one) => one.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { main: tag.split('-')[0], weight };
    });
  const best = wishes
    .filter(({ main, weight }) => (main === 'zh' || main === 'en') && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)[0];
  return best?.main === 'en' ? 'en' : 'zh-CN';
}
