import { signedAt, signedHeaders } from '../partners/signed-json.ts';
import type { Asked, SimulatedNews, SimulatedOrder, Speech } from './speech.ts';

const statusOf = ({ orderId, reference }: SimulatedOrder, { id, code, at }: SimulatedNews) =>
  JSON.stringify({ orderId, id, status: code, reference, at });

const errors = { absent: 'NO_SUCH_ORDER', refused: 'REFUSED', repeated: 'REPEATED', 'too-late': 'REFUSED' } as const;

/** The other side of the bank's own form; an order begins with the news of this code. */
export const signedJsonSpeech = (firstCode: string): Speech => ({
  firstCode,
  read: (call, secret) => (signedAt(call, secret) === 'forged' ? undefined : askedOf(JSON.parse(call.text))),
  answer(said) {
    if (said.about === 'no') return JSON.stringify({ error: errors[said.why] });
    if (said.about === 'day') return JSON.stringify({ lines: said.lines });
    return 'order' in said ? statusOf(said.order, said.order.news.at(-1)!) : JSON.stringify({ price: said.price });
  },
  push(order, news, secret, at) {
    const body = statusOf(order, news);
    return { headers: signedHeaders(secret, body, at), body };
  },
});

const askedOf = ({ ask: verb, orderId, price, day }: Record<string, string>) =>
  ({ verb, orderId, price, day }) as Asked;
