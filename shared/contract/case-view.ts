import * as z from 'zod/mini';
import { idOf } from '../domain/ids.ts';
import { signedAmount } from '../domain/money.ts';
import { type Case, faults } from '../domain/partners/reconcile.ts';
import { isoTime } from '../domain/time.ts';
import { zonedTime } from './time-view.ts';

/** A difference with a partner, as operators see it. */
export const caseView = z.strictObject({
  caseId: idOf('cas'),
  fault: z.enum(faults),
  orderId: idOf('ord'),
  movement: z.optional(z.enum(['payment', 'refund'])),
  bank: signedAmount,
  partner: signedAmount,
  openedAt: zonedTime,
  decision: z.optional(z.string()),
  closedAt: z.optional(zonedTime),
});

/** The operators' view of a stored case. */
export const viewCase = ({ caseId, fault, orderId, movement, decision, ...row }: Case): z.output<typeof caseView> => ({
  caseId,
  fault,
  orderId,
  ...(movement && { movement }),
  bank: row.bankFen,
  partner: row.partnerFen,
  openedAt: isoTime(Number(row.openedAt)),
  ...(decision !== undefined && { decision }),
  ...(row.closedAt !== undefined && { closedAt: isoTime(Number(row.closedAt)) }),
});
