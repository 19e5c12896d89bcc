import type { Case } from '../../domain/partners/reconcile.ts';
import { Entity } from '../entity.ts';

/** An order at a partner (合作方订单). Amounts in fen, times in ms since 1970. */
export interface OrderRow {
  readonly orderId: string;
  readonly customerId: string;
  readonly partner: string;
  readonly kind: string;
  readonly state: string;
  /** The account that paid, and that a refund goes back to. */
  readonly accountId: string;
  readonly amountFen: bigint;
  /** The partner's number. */
  readonly reference?: string;
  readonly bodyHash: string;
  /** The Asia/Shanghai day in whose limits the payment counts. */
  readonly paidOn: string;
  readonly changedAt: bigint;
  readonly refundedAt?: bigint;
  /** When the partner is asked next; names the one row of the due index that counts. Absent once settled. */
  readonly dueAt?: bigint;
  /** Counts every write of this row; each write pins the one it has read. */
  readonly version: bigint;
  /** What was ordered (C2), sealed. */
  readonly sealed: Uint8Array;
}
export type OrderId = Pick<OrderRow, 'orderId'>;
export const orderEntity = new Entity<OrderRow, OrderId>(
  'order',
  ({ orderId }) => ({ pk: `ORD#${orderId}`, sk: 'ORD' }),
  ({ pk }) => ({ orderId: pk.slice(4) }),
);

/** One piece of news of an order, kept for good: it is the trace, and the dedupe of everything that is told twice. */
export interface EventRow {
  readonly orderId: string;
  readonly eventId: string;
  readonly state?: string;
  readonly code?: string;
  /** By the partner's clock. */
  readonly at: bigint;
  readonly takenAt: bigint;
  /** Place and text (C2), sealed. */
  readonly sealed?: Uint8Array;
}
export const eventEntity = new Entity<EventRow, Pick<EventRow, 'orderId' | 'eventId'>>(
  'order-event',
  ({ orderId, eventId }) => ({ pk: `ORD#${orderId}`, sk: `EVT#${eventId}` }),
  ({ pk, sk }) => ({ orderId: pk.slice(4), eventId: sk.slice(4) }),
);

/** That a customer has an order: found newest first, since the id begins with its time. */
export interface OrderIndexRow {
  readonly customerId: string;
  readonly orderId: string;
}
export const orderIndexEntity = new Entity<OrderIndexRow, OrderIndexRow>(
  'order-index',
  ({ customerId, orderId }) => ({ pk: `CUS#${customerId}`, sk: `ORD#${orderId}` }),
  ({ pk, sk }) => ({ customerId: pk.slice(4), orderId: sk.slice(4) }),
);

/** When an order is due to be asked about: one partition per partner and day, sorted by the moment (13 digits). */
export interface DueRow {
  readonly partner: string;
  readonly day: string;
  readonly at: bigint;
  readonly orderId: string;
}
export const dueEntity = new Entity<DueRow, DueRow>(
  'order-due',
  ({ partner, day, at, orderId }) => ({ pk: `DUE#${partner}#${day}`, sk: `${at}#${orderId}` }),
  ({ pk, sk }) => ({
    partner: pk.split('#')[1]!,
    day: pk.split('#')[2]!,
    at: BigInt(sk.slice(0, 13)),
    orderId: sk.slice(14),
  }),
);

/** A movement of the clearing account by order: written with the money, compared with the partner's file the day after. */
export interface ClearingRow {
  readonly partner: string;
  readonly day: string;
  readonly orderId: string;
  readonly movement: 'payment' | 'refund';
  readonly amountFen: bigint;
}
export const clearingEntity = new Entity<ClearingRow, Omit<ClearingRow, 'amountFen'>>(
  'clearing-line',
  ({ partner, day, orderId, movement }) => ({ pk: `CLR#${partner}#${day}`, sk: `${orderId}#${movement}` }),
  ({ pk, sk }) => {
    const [, partner = '', day = ''] = pk.split('#');
    const [orderId = '', movement] = sk.split('#');
    return { partner, day, orderId, movement: movement as ClearingRow['movement'] };
  },
);

/** A day that was compared and settled: once. */
export interface SettledDayRow {
  readonly partner: string;
  readonly day: string;
  readonly netFen: bigint;
  readonly lines: bigint;
  readonly cases: bigint;
  readonly settledAt: bigint;
}
export const settledDayEntity = new Entity<SettledDayRow, Pick<SettledDayRow, 'partner' | 'day'>>(
  'settled-day',
  ({ partner, day }) => ({ pk: `RECON#${partner}`, sk: day }),
  ({ pk, sk }) => ({ partner: pk.slice(6), day: sk }),
);

/** A case and the partner with whom it is. */
export interface CaseRow extends Case {
  readonly partner: string;
}
export const caseEntity = new Entity<CaseRow, Pick<CaseRow, 'partner' | 'caseId'>>(
  'case',
  ({ partner, caseId }) => ({ pk: `CASE#${partner}`, sk: caseId }),
  ({ pk, sk }) => ({ partner: pk.slice(5), caseId: sk }),
);
