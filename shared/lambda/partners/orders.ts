import { Replayed } from '../../contract/caller.ts';
import { type OrderView, viewOrder } from '../../contract/order-view.ts';
import { orderEntity, type OrderRow } from '../../data/partners/order.entity.ts';
import { askSoon } from '../../data/partners/due.store.ts';
import { applyEvent } from '../../data/partners/event.store.ts';
import { sealNews } from '../../data/partners/trace.store.ts';
import { findOrder, type NewOrder, saveOrder } from '../../data/partners/order.store.ts';
import { DomainError } from '../../domain/errors.ts';
import { OrderNotCancellable, PartnerRefused } from '../../domain/partners/partner-errors.ts';
import { isSettled } from '../../domain/partners/order-kind.ts';
import { kindOf, type Partner } from '../../domain/partners/partner.ts';
import { mayBecome } from '../../domain/states.ts';
import type { Adapter, Answer } from '../../gateway/partners/adapter.ts';
import type { PartnerLink } from '../../gateway/partner-http.ts';
import { linkTo } from './link.ts';

/** What is still to be found out before an order may be paid: price, consent, addresses. */
export type Prepare<Wish> = (
  link: PartnerLink,
) => Promise<{ readonly wish: Wish } & Pick<NewOrder, 'amountFen' | 'content'>>;

/**
 * Orders at a partner: prepare, pay, ask, take the answer in. An answer that never comes leaves the order in its first state, paid
 * and unknown, and the poll finds out; only a clear no is a refusal, and by then the money is back.
 * @throws what `prepare` says, AccountNotFound, AccountNotUsable, InsufficientFunds, LimitExceeded, PartnerRefused
 */
export async function orderAt<Wish>(
  adapter: Adapter<Wish>,
  order: Omit<NewOrder, 'amountFen' | 'content'>,
  prepare: Prepare<Wish>,
): Promise<OrderView | Replayed<OrderView>> {
  const { partner, customerId, idempotency, now } = order;
  const existing = await findOrder(customerId, idempotency);
  if (existing) return new Replayed(viewOrder(existing));
  const link = await linkTo(partner);
  const { wish, ...rest } = await prepare(link);
  const { row, made } = await saveOrder({ ...order, ...rest });
  // The same press was heard twice at once: the other one asks the partner.
  if (!made) return new Replayed(viewOrder(row));
  const { orderId } = row;
  const answer = await adapter.place(link, orderId, wish);
  await takeAnswer(partner, orderId, answer.outcome === 'absent' ? { outcome: 'unknown' } : answer, now);
  if (answer.outcome === 'refused') throw new DomainError(PartnerRefused);
  return viewOrder(await current(orderId));
}

/** Takes in what a partner answered about an order. A refusal is news of the bank's own making; an unknown is none. */
export async function takeAnswer(partner: Partner, orderId: string, answer: Answer, now: number): Promise<void> {
  if (answer.outcome === 'known') for (const news of answer.news) await applyEvent(partner, await sealNews(news), now);
  if (answer.outcome === 'refused') await refuse(partner, orderId, now);
}

/** Ends an order that the partner has not, and pays it back. */
export async function refuse(partner: Partner, orderId: string, now: number): Promise<void> {
  const { kind } = await current(orderId);
  await applyEvent(partner, { orderId, eventId: 'refused', state: kindOf(partner, kind).refused, at: now }, now);
}

/**
 * Cancels an order at the partner, who decides. While its answer is unknown the order stays as it is and is asked about soon.
 * @throws OrderNotCancellable
 */
export async function cancelAt(
  partner: Partner,
  order: OrderRow,
  cancelled: string,
  ask: (link: PartnerLink) => Promise<Answer>,
  now: number,
) {
  if (order.state === cancelled) return order;
  if (!mayBecome(kindOf(partner, order.kind).next, order.state, cancelled)) throw new DomainError(OrderNotCancellable);
  const answer = await ask(await linkTo(partner));
  if (answer.outcome === 'refused') throw new DomainError(OrderNotCancellable);
  await takeAnswer(partner, order.orderId, answer, now);
  if (answer.outcome === 'unknown') await askSoon(partner, order.orderId, now);
  return current(order.orderId);
}

/** Silence after which a customer who looks has the partner asked, in ms: a moment longer than a push takes. */
const lookMs = 5_000;

/** The order after asking the partner about it, if it is open and nothing was heard for a moment. */
export async function refreshed(partner: Partner, adapter: Adapter, order: OrderRow, now: number): Promise<OrderRow> {
  const heard = now - Number(order.changedAt) < lookMs;
  if (heard || isSettled(kindOf(partner, order.kind), order.state)) return order;
  await takeAnswer(
    partner,
    order.orderId,
    await adapter.query(await linkTo(partner), order.orderId, order.reference),
    now,
  );
  return current(order.orderId);
}

async function current(orderId: string): Promise<OrderRow> {
  const order = await orderEntity.read({ orderId }, 'consistent');
  if (!order) throw new Error(`order ${orderId} is not there`);
  return order;
}
