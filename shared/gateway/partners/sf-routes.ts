import * as z from 'zod/mini';
import { partnerReference, type News } from '../../domain/partners/order-event.ts';

/** One step of a parcel (路由), as pushed and as asked for. */
export const sfRoute = z.object({
  id: partnerReference,
  /** Beijing time. */
  acceptTime: z.string().check(z.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)),
  acceptAddress: z.string().check(z.maxLength(200)),
  opCode: z.string().check(z.regex(/^\d{1,6}$/)),
  remark: z.string().check(z.maxLength(500)),
});

/** What an operation code means for the order (domain.md 7); the others, 33 and 70 for trouble among them, only add to the trace. */
const states: Readonly<Record<string, string>> = { '50': 'COLLECTED', '44': 'DELIVERING', '80': 'SIGNED' };

/** A route as news of an order. No route refunds: SF's pushes are not signed, so they may not move money. */
export function routeNews({
  id,
  mailno,
  orderid,
  acceptTime,
  acceptAddress,
  opCode,
  remark,
}: z.output<typeof sfRoute> & { mailno: string; orderid: string }): News {
  const state = states[opCode];
  const at = Date.parse(`${acceptTime.replace(' ', 'T')}+08:00`);
  return {
    orderId: orderid,
    eventId: id,
    reference: mailno,
    at,
    code: opCode,
    ...(state && { state }),
    trace: { place: acceptAddress, text: remark },
  };
}
