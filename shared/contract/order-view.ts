import * as z from 'zod/mini';
import { idOf, timeOfId } from '../domain/ids.ts';
import { amount } from '../domain/money.ts';
import { isoTime } from '../domain/time.ts';
import { zonedTime } from './time-view.ts';

/** An order at a partner as its customer sees it. */
export const orderView = z.strictObject({
  orderId: idOf('ord'),
  partner: z.string(),
  kind: z.string(),
  /** As the table of the kind names it (docs/adding-a-partner.md). */
  state: z.string(),
  accountId: idOf('acc'),
  amount,
  /** The partner's number: waybill, voucher. */
  reference: z.optional(z.string()),
  orderedAt: zonedTime,
  changedAt: zonedTime,
  /** When the money went back, if it did. */
  refundedAt: z.optional(zonedTime),
});
export type OrderView = z.output<typeof orderView>;

interface StoredOrder extends Pick<OrderView, 'orderId' | 'partner' | 'kind' | 'state' | 'accountId'> {
  readonly amountFen: bigint;
  readonly reference?: string;
  readonly changedAt: bigint;
  readonly refundedAt?: bigint;
}

/** The customer's view of a stored order. */
export const viewOrder = ({ orderId, partner, kind, state, accountId, ...row }: StoredOrder): OrderView => ({
  orderId,
  partner,
  kind,
  state,
  accountId,
  amount: row.amountFen,
  ...(row.reference !== undefined && { reference: row.reference }),
  orderedAt: isoTime(timeOfId(orderId)),
  changedAt: isoTime(Number(row.changedAt)),
  ...(row.refundedAt !== undefined && { refundedAt: isoTime(Number(row.refundedAt)) }),
});

/** A word that names a partner; whether there is one is another question. */
export const partnerName = z.string().check(z.regex(/^[a-z]{1,16}$/));
