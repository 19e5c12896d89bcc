import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { fenOf } from '../../domain/money.ts';
import { idOf } from '../../domain/ids.ts';
import { partnerReference } from '../../domain/partners/order-event.ts';
import { fileBytesMax, type PartnerLink } from '../partner-http.ts';
import { type Adapter, type Answer, isSame, price, readJson, unknown } from './adapter.ts';

const order = z.object({
  orderId: idOf('ord'),
  /** The partner's id of this piece of news. */
  id: partnerReference,
  status: z.string().check(z.regex(/^[A-Z_]{1,24}$/)),
  reference: partnerReference,
  at: z.int().check(z.minimum(0)),
});
const errors = { NO_SUCH_ORDER: { outcome: 'absent' }, REFUSED: { outcome: 'refused' }, REPEATED: unknown } as const;
const reply = z.union([order, z.object({ error: z.enum(['NO_SUCH_ORDER', 'REFUSED', 'REPEATED']) })]);
const line = z.object({ orderId: idOf('ord'), movement: z.enum(['payment', 'refund']), price });
const file = z.object({ lines: z.array(line) });

/** How bank and partner sign in both directions: HMAC-SHA-256 over time and body, hex. */
const signatureOf = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** The headers of a signed body. */
export const signedHeaders = (secret: string, body: string, at: number) => ({
  'content-type': 'application/json',
  'x-timestamp': String(at),
  'x-signature': signatureOf(secret, String(at), body),
});

/** When a body was signed by one who knows the secret. */
export function signedAt(
  call: { text: string; headers: Readonly<Record<string, string | undefined>> },
  secret: string,
): number | 'forged' {
  const timestamp = call.headers['x-timestamp'] ?? '';
  return isSame(call.headers['x-signature'], signatureOf(secret, timestamp, call.text)) ? Number(timestamp) : 'forged';
}

function send({ secret, call }: PartnerLink, body: string, question: boolean, bytesMax?: number) {
  const headers = signedHeaders(secret, body, Date.now());
  return call({ headers, body, question, ...(bytesMax !== undefined && { bytesMax }) });
}

const newsOf = ({ orderId, id, status, reference, at }: z.output<typeof order>) => [
  { orderId, eventId: id, state: status, reference, at },
];

function answerOf(text: string | undefined, orderId: string): Answer {
  const said = readJson(text, reply);
  if (!said) return unknown;
  if ('error' in said) return errors[said.error];
  return said.orderId === orderId ? { outcome: 'known', news: newsOf(said) } : unknown;
}

/** The bank's own form, for a partner that brings none: JSON, signed both ways, one `ask` at a time; a wish is sent as it is. */
export const signedJson = <Wish extends object>(): Adapter<Wish> => ({
  async place(link, orderId, wish) {
    return answerOf(await send(link, JSON.stringify({ ask: 'place', orderId, ...wish }), false), orderId);
  },
  async query(link, orderId) {
    return answerOf(await send(link, JSON.stringify({ ask: 'order', orderId }), true), orderId);
  },
  async readDay(link, day) {
    const said = readJson(await send(link, JSON.stringify({ ask: 'day', day }), true, fileBytesMax), file);
    return said?.lines.map(({ price: paid, ...rest }) => ({ ...rest, amountFen: fenOf(paid) }));
  },
  signedAt,
  newsOf: (body) => newsOf(z.parse(order, body)),
});
