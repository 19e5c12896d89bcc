import { clearingOf } from '../../domain/ledger/chart.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderEvent } from '../../domain/partners/order-event.ts';
import { CaseNotOpen } from '../../domain/partners/partner-errors.ts';
import { judge, type Verdict } from '../../domain/partners/order-kind.ts';
import { kindOf, type Partner } from '../../domain/partners/partner.ts';
import { sourcesOf } from '../../domain/states.ts';
import { dayOf } from '../../domain/time.ts';
import { countersAt, outflowReturned } from '../../domain/transfers/counters.ts';
import { accountEntity } from '../account.entity.ts';
import { commit, decide, Stale, type Write } from '../commit.ts';
import { entryEntity } from '../entry.entity.ts';
import { readGeneralAccount } from '../general-account.store.ts';
import { postJournal } from '../ledger.store.ts';
import { newId } from '../new-id.ts';
import { seal } from '../sealed.ts';
import { openCase } from './case.store.ts';
import { clearingEntity, eventEntity, type EventRow, orderEntity, type OrderRow } from './order.entity.ts';

/** What became of one piece of news. */
export type Taken = Verdict | 'repeated' | 'stranger';

/**
 * Takes in one piece of news, however it came and however often: its record, the order's state and the refund that the state
 * demands stand in one transaction or not at all. News that contradicts the bank's books changes nothing and opens a case.
 * @throws TryAgain, OutcomeUnknown: the same news may be given again
 */
export function applyEvent(partner: Partner, event: OrderEvent, now: number): Promise<Taken> {
  return decide(async () => {
    const order = await orderEntity.read(event, 'consistent');
    if (!order || !isOf(order, partner, event)) {
      await openCase(partner, { ...differenceOf(event, order), fault: 'NOT_OF_PARTNER' }, now);
      return 'stranger';
    }
    if (await eventEntity.read(event, 'consistent')) return 'repeated';
    const kind = kindOf(partner, order.kind);
    const verdict = judge(kind, order.state, event.state);
    const record = eventEntity.insert(recordOf(event, now), () => new Stale('this news was taken meanwhile'));
    if (verdict === 'forbidden')
      await openCase(partner, { ...differenceOf(event, order), fault: 'STATE_FORBIDDEN' }, now, record);
    else if (verdict === 'late') await commit(record);
    else if (kind.means[event.state!] === 'REFUNDED')
      await refund(partner, order, now, record, moved(partner, order, event, now), refundLine(order, now));
    else await commit(record, moved(partner, order, event, now));
    return verdict;
  });
}

/** The news belongs to an order of this partner, under the number by which both know it. */
const isOf = (order: OrderRow, { name }: Partner, { reference }: OrderEvent): boolean =>
  order.partner === name && (order.reference === undefined || reference === undefined || order.reference === reference);

/** The guards say again what was judged: the order has not moved, and the table leads from there. */
function moved(partner: Partner, order: OrderRow, { state, reference }: OrderEvent, now: number): Write {
  const { next, means } = kindOf(partner, order.kind);
  const { is, oneOf } = orderEntity.guard;
  const refunded = means[state!] === 'REFUNDED';
  const set = {
    state: state!,
    changedAt: BigInt(now),
    version: order.version + 1n,
    ...(reference !== undefined && { reference }),
    ...(refunded && { refundedAt: BigInt(now) }),
  };
  return orderEntity.update(order, { set }, [is('version', order.version), oneOf('state', sourcesOf(next, state!))]);
}

/** Pays an order back by the way it was paid (原路退回), with its outflow counted back. */
async function refund(partner: Partner, order: OrderRow, now: number, ...also: readonly Write[]): Promise<void> {
  const { accountId, amountFen } = order;
  const [payer, cleared] = await Promise.all([
    accountEntity.read({ accountId }, 'consistent'),
    readGeneralAccount(clearingOf(partner)),
  ]);
  if (!payer) throw new Error(`account ${accountId} is not there`);
  const [journalId, entryId] = [newId('jnl', now), newId('ent', now)];
  const sealed = await seal(
    { payerName: partner.label.zh, payerNumber: clearingOf(partner).code },
    entryEntity.key({ accountId, entryId }),
  );
  const line = { kind: 'refund' as const, counterpartyId: cleared.accountId };
  await postJournal(
    {
      journalId,
      bookedAt: now,
      legs: [
        {
          account: payer,
          amountFen,
          line: { ...line, entryId, sealed },
          marks: outflowReturned(countersAt(payer, now), amountFen, order.paidOn),
        },
        {
          account: cleared,
          amountFen: -amountFen,
          line: { ...line, entryId: newId('ent', now), counterpartyId: accountId },
        },
      ],
    },
    ...also,
  );
}

/** What the partner's file of the day must show too. */
const refundLine = ({ partner, orderId, amountFen }: OrderRow, now: number): Write =>
  clearingEntity.put({ partner, day: dayOf(now), orderId, movement: 'refund', amountFen });

/**
 * Pays an order back that the partner does not book: by the decision of an operator, so without a line for the partner's file.
 * @throws CaseNotOpen when the order has ended, or its table knows no way back
 */
export async function payBack(
  partner: Partner,
  orderId: string,
  now: number,
  ...also: readonly Write[]
): Promise<void> {
  const order = await orderEntity.read({ orderId }, 'consistent');
  const { next, means } = kindOf(partner, order?.kind ?? '');
  const state = order && next[order.state]!.find((one) => means[one] === 'REFUNDED');
  if (!state) throw new DomainError(CaseNotOpen);
  const event = { orderId, eventId: 'paid-back', state, at: now };
  const record = eventEntity.insert(recordOf(event, now), () => new Stale('paid back meanwhile'));
  await refund(partner, order, now, record, moved(partner, order, event, now), ...also);
}

const differenceOf = ({ orderId }: OrderEvent, order: OrderRow | undefined) => ({
  orderId,
  bankFen: order?.amountFen ?? 0n,
  partnerFen: 0n,
});

const recordOf = ({ orderId, eventId, state, code, at, sealed }: OrderEvent, now: number): EventRow => ({
  orderId,
  eventId,
  at: BigInt(at),
  takenAt: BigInt(now),
  ...(state !== undefined && { state }),
  ...(code !== undefined && { code }),
  ...(sealed !== undefined && { sealed: Buffer.from(sealed, 'base64url') }),
});
