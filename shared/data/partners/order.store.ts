import { DomainError } from '../../domain/errors.ts';
import { requireFresh, requireSame } from '../../domain/idempotency.ts';
import { timeOfId } from '../../domain/ids.ts';
import { clearingOf } from '../../domain/ledger/chart.ts';
import { transferRulesOf } from '../../domain/parameters/transfer.ts';
import { OrderNotFound } from '../../domain/partners/partner-errors.ts';
import { kindOf, type Partner } from '../../domain/partners/partner.ts';
import { planPayment } from '../../domain/partners/plan-payment.ts';
import { dayOf } from '../../domain/time.ts';
import { countersAt } from '../../domain/transfers/counters.ts';
import { readOwnAccount } from '../account.store.ts';
import { decide, Stale } from '../commit.ts';
import { entryEntity } from '../entry.entity.ts';
import { refusedOnlyIfAbsent } from '../final-refusal.ts';
import { readGeneralAccount } from '../general-account.store.ts';
import { postJournal } from '../ledger.store.ts';
import { derivedId, newId } from '../new-id.ts';
import { readPage } from '../page.ts';
import { seal } from '../sealed.ts';
import { dueOf } from './due.store.ts';
import { clearingEntity, dueEntity, orderEntity, orderIndexEntity, type OrderRow } from './order.entity.ts';

/** An order as a customer gives it. */
export interface NewOrder {
  readonly partner: Partner;
  readonly kind: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly amountFen: bigint;
  /** What was ordered: sealed, for the customer's own eyes. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly idempotency: { readonly key: string; readonly bodyHash: string };
  readonly now: number;
}

/** The order that this press of the button made, if it was pressed before. @throws IdempotencyKeyReused */
export async function findOrder(
  customerId: string,
  { key, bodyHash }: NewOrder['idempotency'],
): Promise<OrderRow | undefined> {
  const order = await orderEntity.read({ orderId: orderIdOf(customerId, key) }, 'consistent');
  if (order) requireSame(bodyHash, order.bodyHash);
  return order;
}

const orderIdOf = (customerId: string, key: string): string => derivedId('ord', customerId, key);

/**
 * Pays for an order and writes it, in one transaction (16 units): customer to clearing account, order, its place in three indexes.
 * The partner is asked afterwards, so that nothing is ever ordered that is not paid.
 * @throws AccountNotFound, AccountNotUsable, InsufficientFunds, LimitExceeded, IdempotencyKeyStale, IdempotencyKeyReused
 */
export async function saveOrder(order: NewOrder): Promise<{ row: OrderRow; made: boolean }> {
  const { partner, customerId, accountId, idempotency } = order;
  const orderId = orderIdOf(customerId, idempotency.key);
  const row = await rowOf(order, orderId);
  const sealed = await seal(
    { payeeName: partner.label.zh, payeeNumber: clearingOf(partner).code },
    entryEntity.key({ accountId, entryId: orderId }),
  );
  return decide(async () => {
    const existing = await findOrder(customerId, idempotency);
    if (existing) return { row: existing, made: false };
    const paid = () => payFor(order, row, sealed);
    return { row: await refusedOnlyIfAbsent(orderEntity, { orderId }, paid), made: true };
  });
}

async function payFor(
  { partner, customerId, accountId, amountFen, idempotency, now }: NewOrder,
  row: Awaited<ReturnType<typeof rowOf>>,
  sealed: Uint8Array,
): Promise<OrderRow> {
  const { orderId } = row;
  const clearing = clearingOf(partner);
  requireFresh(idempotency.key, now);
  const [payer, cleared] = await Promise.all([
    readOwnAccount(customerId, accountId, 'consistent'),
    readGeneralAccount(clearing),
  ]);
  const marks = planPayment(payer, amountFen, countersAt(payer, now), transferRulesOf(dayOf(now)));
  const line = { kind: 'payment' as const, counterpartyId: clearing.accountId };
  await postJournal(
    {
      journalId: orderId,
      bookedAt: now,
      legs: [
        { account: payer, amountFen: -amountFen, line: { ...line, entryId: orderId, sealed }, marks },
        { account: cleared, amountFen, line: { ...line, entryId: newId('ent', now), counterpartyId: accountId } },
      ],
    },
    orderEntity.insert(row, () => new Stale('order is there')),
    orderIndexEntity.put({ customerId, orderId }),
    dueEntity.put(dueOf(orderId, partner.name, row.dueAt)),
    clearingEntity.put({ partner: partner.name, day: dayOf(now), orderId, movement: 'payment', amountFen }),
  );
  return row;
}

async function rowOf(
  { partner, kind, customerId, accountId, amountFen, content, idempotency, now }: NewOrder,
  orderId: string,
) {
  return {
    orderId,
    customerId,
    partner: partner.name,
    kind,
    state: kindOf(partner, kind).first,
    accountId,
    amountFen,
    bodyHash: idempotency.bodyHash,
    paidOn: dayOf(now),
    changedAt: BigInt(now),
    dueAt: BigInt(now + partner.polling.unknownSeconds * 1000),
    version: 1n,
    sealed: await seal(content, orderEntity.key({ orderId })),
  } satisfies OrderRow;
}

/** An order of this customer; another's answers as if it did not exist. @throws OrderNotFound */
export async function readOwnOrder(customerId: string, orderId: string, partner?: Partner): Promise<OrderRow> {
  const order = await orderEntity.read({ orderId }, 'consistent');
  if (order?.customerId !== customerId || (partner && order.partner !== partner.name))
    throw new DomainError(OrderNotFound);
  return order;
}

/** A page of a customer's orders, newest first. */
export async function readOrdersOf(customerId: string, limit: number, cursor: string | undefined) {
  const slice = { pk: `CUS#${customerId}`, from: 'ORD#', to: 'ORD#~', order: 'newest' as const, limit, cursor };
  const { data, next } = await readPage(orderIndexEntity, slice);
  const rows = await orderEntity.readMany(data);
  rows.sort((a, b) => timeOfId(b.orderId) - timeOfId(a.orderId) || (a.orderId < b.orderId ? 1 : -1));
  return { data: rows, next };
}
