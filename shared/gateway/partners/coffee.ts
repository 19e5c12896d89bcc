import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { fenOf } from '../../domain/money.ts';
import { idOf } from '../../domain/ids.ts';
import { fileBytesMax, type PartnerLink } from '../partner-http.ts';
import { type Adapter, isSame, readJson, unknown } from './adapter.ts';

const order = z.object({
  orderId: idOf('ord'),
  id: z.string(),
  status: z.enum(['ISSUED', 'USED', 'RETURNED']),
  voucher: z.string(),
  at: z.int(),
});
const reply = z.union([order, z.object({ error: z.enum(['NO_SUCH_ORDER', 'SOLD_OUT', 'REPEATED']) })]);
const day = z.object({
  lines: z.array(z.object({ orderId: idOf('ord'), movement: z.enum(['payment', 'refund']), price: z.string() })),
});

/** How bank and partner sign in both directions: HMAC-SHA-256 over time and body, hex. */
export const coffeeSignature = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

const ask = ({ secret, call }: PartnerLink, wish: object, question: boolean, bytesMax?: number) => {
  const [body, timestamp] = [JSON.stringify(wish), String(Date.now())];
  const headers = {
    'content-type': 'application/json',
    'x-timestamp': timestamp,
    'x-signature': coffeeSignature(secret, timestamp, body),
  };
  return call({ headers, body, question, ...(bytesMax !== undefined && { bytesMax }) });
};

const newsOf = ({ orderId, id, status, voucher, at }: z.output<typeof order>) => [
  { orderId, eventId: id, state: status, reference: voucher, at },
];

const errors = { NO_SUCH_ORDER: { outcome: 'absent' }, SOLD_OUT: { outcome: 'refused' }, REPEATED: unknown } as const;

async function answer(text: Promise<string | undefined>, orderId: string) {
  const said = readJson(await text, reply);
  if (!said) return unknown;
  if ('error' in said) return errors[said.error];
  return said.orderId === orderId ? ({ outcome: 'known', news: newsOf(said) } as const) : unknown;
}

/** 松花咖啡: JSON, signed both ways. */
export const coffeeAdapter: Adapter<{ readonly price: string }> = {
  place: (link, orderId, { price }) => answer(ask(link, { ask: 'buy', orderId, price }, false), orderId),
  query: (link, orderId) => answer(ask(link, { ask: 'order', orderId }, true), orderId),
  async readDay(link, of) {
    const file = readJson(await ask(link, { ask: 'day', day: of }, true, fileBytesMax), day);
    return file?.lines.map(({ price, ...line }) => ({ ...line, amountFen: fenOf(price) }));
  },
  signedAt({ text, headers }, secret) {
    const timestamp = headers['x-timestamp'] ?? '';
    return isSame(headers['x-signature'], coffeeSignature(secret, timestamp, text)) ? Number(timestamp) : 'forged';
  },
  newsOf: (body) => newsOf(z.parse(order, body)),
};
