import { isSame } from '../partners/adapter.ts';
import { coffeeSignature } from '../partners/coffee.ts';
import type { Asked, SimulatedNews, SimulatedOrder, Speech } from './speech.ts';

const statusOf = ({ orderId, reference }: SimulatedOrder, { id, code, at }: SimulatedNews) => ({
  orderId,
  id,
  status: code,
  voucher: reference,
  at,
});

/** The other side of the coffee partner's interface. */
export const coffeeSpeech: Speech = {
  firstCode: 'ISSUED',
  read({ text, headers }, secret) {
    if (!isSame(headers['x-signature'], coffeeSignature(secret, headers['x-timestamp'] ?? '', text))) return undefined;
    const { ask, orderId, price, day } = JSON.parse(text) as Record<string, string>;
    const verb = ask === 'buy' ? 'place' : ask;
    return { verb, orderId, price, day } as Asked;
  },
  answer(said) {
    if (said.about === 'no')
      return JSON.stringify({
        error: { absent: 'NO_SUCH_ORDER', refused: 'SOLD_OUT', repeated: 'REPEATED', 'too-late': 'USED' }[said.why],
      });
    if (said.about === 'day') return JSON.stringify({ lines: said.lines });
    return JSON.stringify('order' in said ? statusOf(said.order, said.order.news.at(-1)!) : {});
  },
  push(order, news, secret, signedAt) {
    const [body, timestamp] = [JSON.stringify(statusOf(order, news)), String(signedAt)];
    return {
      headers: {
        'content-type': 'application/json',
        'x-timestamp': timestamp,
        'x-signature': coffeeSignature(secret, timestamp, body),
      },
      body,
    };
  },
};
