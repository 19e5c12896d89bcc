import type { Partner } from '../../domain/partners/partner.ts';
import { isSettled } from '../../domain/partners/order-kind.ts';
import { kindOf } from '../../domain/partners/partner.ts';
import { dayMs, dayOf } from '../../domain/time.ts';
import { commit, decide, type Write } from '../commit.ts';
import { readPage } from '../page.ts';
import { type DueRow, dueEntity, orderEntity, type OrderRow } from './order.entity.ts';

/** Orders asked about in one run at most: each may take two time-outs of 3 s, and a run has 60 s. The next is a minute away. */
const dueMax = 100;

/** Orders whose time has come, oldest first, from the day before yesterday on (a poll down for longer is an incident). */
export async function dueOrders({ name }: Partner, now: number): Promise<DueRow[]> {
  const due: DueRow[] = [];
  for (const day of [now - 2 * dayMs, now - dayMs, now].map(dayOf)) {
    const slice = {
      pk: `DUE#${name}#${day}`,
      from: '0',
      to: `${now}~`,
      order: 'oldest' as const,
      limit: dueMax - due.length,
    };
    if (slice.limit > 0) due.push(...(await readPage(dueEntity, slice)).data);
  }
  return due;
}

/** When to ask next: soon while its fate is unknown, else once the partner has been silent for long. */
function nextAskOf(
  partner: Partner,
  order: Pick<OrderRow, 'kind' | 'state' | 'changedAt'>,
  now: number,
): number | undefined {
  const kind = kindOf(partner, order.kind);
  if (isSettled(kind, order.state)) return undefined;
  const { unknownSeconds, silentSeconds } = partner.polling;
  if (kind.means[order.state] === 'UNKNOWN') return now + unknownSeconds * 1000;
  return Math.max(now + unknownSeconds * 1000, Number(order.changedAt) + silentSeconds * 1000);
}

/** The row of the due index that an order's `dueAt` names. */
export const dueOf = (orderId: string, partner: string, at: bigint): DueRow => ({
  partner,
  day: dayOf(Number(at)),
  at,
  orderId,
});

/** Moves an order to its next turn, or out of the index when it is settled; a row that no longer counts only goes. */
export async function rescheduleOrder(partner: Partner, due: DueRow, now: number, at?: number): Promise<void> {
  await decide(async () => {
    const order = await orderEntity.read(due, 'consistent');
    const gone = dueEntity.remove(due, []);
    if (!order || order.dueAt !== due.at) return commit(gone);
    return commit(gone, ...moved(order, at ?? nextAskOf(partner, order, now)));
  });
}

/** Has an order asked about soon, whatever its turn was. */
export async function askSoon(partner: Partner, orderId: string, now: number): Promise<void> {
  const at = now + partner.polling.unknownSeconds * 1000;
  await decide(async () => {
    const order = await orderEntity.read({ orderId }, 'consistent');
    if (order?.dueAt === undefined || order.dueAt <= BigInt(at)) return;
    await commit(...moved(order, at), dueEntity.remove(dueOf(orderId, order.partner, order.dueAt), []));
  });
}

function moved(order: OrderRow, at: number | undefined): Write[] {
  const { version, partner, orderId } = order;
  const change = { set: { version: version + 1n, ...(at !== undefined && { dueAt: BigInt(at) }) } };
  const write = orderEntity.update(order, at === undefined ? { ...change, remove: ['dueAt'] } : change, [
    orderEntity.guard.is('version', version),
  ]);
  return at === undefined ? [write] : [write, dueEntity.put(dueOf(orderId, partner, BigInt(at)))];
}
