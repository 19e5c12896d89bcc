import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { ClearingLine } from '../../domain/partners/reconcile.ts';
import type { News } from '../../domain/partners/order-event.ts';
import type { PartnerLink } from '../partner-http.ts';

/** What a partner answers about one order. Whatever is not clearly one of the others is UNKNOWN, and is asked again. */
export type Answer =
  | { readonly outcome: 'known'; readonly news: readonly News[] }
  /** It will not do it, and has not. */
  | { readonly outcome: 'refused' }
  /** It has never heard of the order. */
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'unknown' };

export const unknown: Answer = { outcome: 'unknown' };

/** A call that came in, before anything of it is believed. */
export interface IncomingCall {
  readonly text: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** One partner's protocol: how it is asked, and how what it says is read. Everything else is the kit's. */
export interface Adapter<Wish = never> {
  /** Gives an order. Asked once; if the answer is unknown, `query` finds out. */
  readonly place: (link: PartnerLink, orderId: string, wish: Wish) => Promise<Answer>;
  readonly query: (link: PartnerLink, orderId: string, reference: string | undefined) => Promise<Answer>;
  /** The partner's lines of an Asia/Shanghai day; undefined while it has none to show. */
  readonly readDay: (link: PartnerLink, day: string) => Promise<readonly ClearingLine[] | undefined>;
  /** Whether the partner wrote exactly this body, and when; undefined for a partner whose pushes are not signed. */
  readonly signedAt?: (call: IncomingCall, secret: string) => number | 'forged';
  /** The news in a callback's JSON; throws on any other form. */
  readonly newsOf: (body: unknown) => readonly News[];
}

/** The last step of a callback's path: known to the partner and the bank only, whether or not the partner also signs. */
export const callbackTokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('callback').digest('base64url');

/** Compares two texts in a time that does not tell where they differ. */
export function isSame(given: string | undefined, right: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A price as partners write it: yuan with two digits after the point, above zero. */
export const price = z.string().check(z.regex(/^(?:0\.(?!00)\d{2}|[1-9]\d{0,9}\.\d{2})$/));

/** The JSON of an answer in this form, or undefined: garbage is no answer. */
export function readJson<T>(
  text: string | undefined,
  schema: { safeParse: (value: unknown) => { success: boolean; data?: T } },
) {
  if (text === undefined) return undefined;
  try {
    const result = schema.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
