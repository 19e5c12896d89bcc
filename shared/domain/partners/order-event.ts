import * as z from 'zod/mini';
import { idOf } from '../ids.ts';

/** A partner's own number for something: short, printable, safe in a key. */
export const partnerReference = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** What a partner says of an order, whichever way it was learned: pushed, answered or asked for. No personal data. */
export const orderEvent = z.strictObject({
  orderId: idOf('ord'),
  /** The partner's id of this piece of news: the same twice is one. */
  eventId: partnerReference,
  /** The state that it tells; absent when it only adds to the trace. */
  state: z.optional(z.string().check(z.regex(/^[A-Z_]{1,24}$/))),
  /** The partner's number of the order, if it says it. */
  reference: z.optional(partnerReference),
  /** When it happened, by the partner's clock: milliseconds since 1970. */
  at: z.int().check(z.minimum(0)),
  /** A coded kind of news, for the trace. */
  code: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,16}$/))),
  /** Where and what, sealed for the event's own row (C2), base64url. */
  sealed: z.optional(z.string().check(z.maxLength(4096))),
});
export type OrderEvent = z.output<typeof orderEvent>;

/** News as an adapter reads it, with its personal part still open. */
export type News = Omit<OrderEvent, 'sealed'> & { readonly trace?: Trace };

/** Where a thing was and what was said of it (轨迹). C2. */
export const trace = z.strictObject({
  place: z.string().check(z.maxLength(200)),
  text: z.string().check(z.maxLength(500)),
});
export type Trace = z.output<typeof trace>;
