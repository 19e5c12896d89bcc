import type { ScheduleContract } from '../../contract/contract.ts';
import { dueOrders, rescheduleOrder } from '../../data/partners/due.store.ts';
import { orderEntity, type DueRow } from '../../data/partners/order.entity.ts';
import { timeOfId } from '../../domain/ids.ts';
import { isSettled } from '../../domain/partners/order-kind.ts';
import { kindOf, type Partner } from '../../domain/partners/partner.ts';
import type { Adapter } from '../../gateway/partners/adapter.ts';
import type { PartnerLink } from '../../gateway/partner-http.ts';
import { schedule } from '../schedule.ts';
import { linkTo } from './link.ts';
import { refuse, takeAnswer } from './orders.ts';

/** A run stops asking after this, in ms, and has time left for the last answer; the rest is due again in a minute. */
const runMs = 45_000;

/** Asks a partner about orders whose time has come, until each is settled. */
export const poll = (contract: ScheduleContract, partner: Partner, adapter: Adapter) =>
  schedule(contract, async ({ now }) => {
    const due = await dueOrders(partner, now);
    const link = await linkTo(partner);
    let asked = 0;
    for (const row of due) {
      if (Date.now() - now > runMs) break;
      asked += await askAbout(partner, adapter, link, row, now);
    }
    return { due: due.length, asked };
  });

/** Asks about one order if it is still open and still due, takes the answer in, and gives the order its next turn. */
async function askAbout(
  partner: Partner,
  adapter: Adapter,
  link: PartnerLink,
  row: DueRow,
  now: number,
): Promise<number> {
  const order = await orderEntity.read(row, 'consistent');
  const ask = order?.dueAt === row.at && !isSettled(kindOf(partner, order.kind), order.state);
  if (order && ask) {
    const answer = await adapter.query(link, order.orderId, order.reference);
    const unconfirmed = kindOf(partner, order.kind).means[order.state] === 'UNKNOWN';
    const old = now - timeOfId(order.orderId) > partner.polling.abandonSeconds * 1000;
    // It does not know the order, and no request of ours can still be on its way.
    if (answer.outcome === 'absent' && unconfirmed && old) await refuse(partner, order.orderId, now);
    else await takeAnswer(partner, order.orderId, answer, now);
  }
  await rescheduleOrder(partner, row, now);
  return ask ? 1 : 0;
}
