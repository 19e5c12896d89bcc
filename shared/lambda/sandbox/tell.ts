import { sandboxSecret } from '../../data/partners/secret.store.ts';
import { type ChaosMode, changeSandboxOrder, newsLine, readChaos } from '../../data/sandbox-partner.store.ts';
import { DomainError } from '../../domain/errors.ts';
import { OrderNotFound } from '../../domain/partners/partner-errors.ts';
import type { Partner } from '../../domain/partners/partner.ts';
import { callbackTokenOf } from '../../gateway/partners/adapter.ts';
import { type Delivered, deliver } from '../../gateway/sandbox/deliver.ts';
import type { SimulatedNews, SimulatedOrder } from '../../gateway/sandbox/speech.ts';
import { speeches } from '../../gateway/sandbox/speeches.ts';
import { simulated } from './answer.ts';

/** How old the signature of a late push is, in ms: past every partner's window. */
const lateMs = 3_600_000;

/**
 * Lets something happen to a simulated order and pushes it to the bank as the chaos mode says: not at all, twice, after the next one,
 * spoiled. Answers what the bank said to each push.
 * @throws OrderNotFound
 */
export async function tellBank(partner: Partner, orderId: string, code: string, now: number): Promise<Delivered[]> {
  const mode = await readChaos(partner.name);
  const hold = mode === 'out-of-order';
  let due: readonly string[] = [];
  const row = await changeSandboxOrder(partner.name, orderId, ({ news, held }) => {
    const line = newsLine(code, now);
    const back = news.slice(news.length - Number(held));
    due = hold && held === 0n ? [] : [line, ...back];
    return { news: [...news, line], held: hold && held === 0n ? 1n : 0n };
  });
  if (!row) throw new DomainError(OrderNotFound);
  if (mode === 'silent') return [];
  const order = simulated(row);
  const told = due.map((line) => order.news[row.news.indexOf(line)]!);
  const replies: Delivered[] = [];
  for (const news of mode === 'duplicate' ? [...told, ...told] : told)
    replies.push(await push(partner, order, news, mode, now));
  return replies;
}

async function push(
  partner: Partner,
  order: SimulatedOrder,
  news: SimulatedNews,
  mode: ChaosMode,
  now: number,
): Promise<Delivered> {
  const secret = await sandboxSecret(partner.name);
  const token = callbackTokenOf(mode === 'bad-signature' ? `${secret}x` : secret);
  const { headers, body } = speeches[partner.name]!.push(order, news, secret, mode === 'late' ? now - lateMs : now);
  return deliver(`/partners/${partner.name}/callbacks/${token}`, headers, mode === 'garbage' ? body.slice(1) : body);
}
