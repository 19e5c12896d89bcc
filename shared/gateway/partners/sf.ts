import * as z from 'zod/mini';
import type { Released } from '../../domain/partners/consent.ts';
import { fenOf } from '../../domain/money.ts';
import { idOf } from '../../domain/ids.ts';
import type { News } from '../../domain/partners/order-event.ts';
import type { ClearingLine } from '../../domain/partners/reconcile.ts';
import { fileBytesMax, type PartnerLink } from '../partner-http.ts';
import { type Adapter, type Answer, price, unknown } from './adapter.ts';
import { routeNews, sfRoute } from './sf-routes.ts';
import { ask, sfCode, type SfReply } from './sf-service.ts';

const express = 1; // expressTypeId 1: 顺丰特快
const cancel = 2; // dealType 2: 取消

/** A parcel as the customer wants it sent. */
export interface Parcel {
  readonly personal: Released;
  readonly goods: string;
  readonly grams: number;
}

const ordered = z.object({
  orderId: idOf('ord'),
  cancelled: z.optional(z.boolean()),
  waybillNoInfoList: z.array(z.object({ waybillNo: z.string() })).check(z.minLength(1)),
});
const routed = z.object({ routeResps: z.array(z.object({ mailNo: z.string(), routes: z.array(sfRoute) })) });
const priced = z.object({ deliverTmDto: z.array(z.object({ fee: price })).check(z.minLength(1)) });
const listed = z.object({
  lines: z.array(z.object({ orderId: idOf('ord'), movement: z.enum(['payment', 'refund']), fee: price })),
});

const placed = (orderId: string, reference: string, at: number): News => ({
  orderId,
  eventId: 'placed',
  state: 'PLACED',
  reference,
  at,
});

function answerOf(reply: SfReply | undefined, orderId: string): Answer {
  if (reply?.errorCode === sfCode.noSuchOrder) return { outcome: 'absent' };
  if (!reply || reply.errorCode === sfCode.repeated) return unknown;
  // Only a business code is a no: with a system code (S...) the order may be there all the same.
  if (!reply.success) return /^8\d{3}$/.test(reply.errorCode) ? { outcome: 'refused' } : unknown;
  const data = z.safeParse(ordered, reply.msgData);
  if (!data.success || data.data.orderId !== orderId) return unknown;
  const news = placed(orderId, data.data.waybillNoInfoList[0]!.waybillNo, Date.now());
  return { outcome: 'known', news: data.data.cancelled ? [news, cancelled(orderId)] : [news] };
}

const cancelled = (orderId: string): News => ({ orderId, eventId: 'cancelled', state: 'CANCELLED', at: Date.now() });

/** What a parcel costs (时效标准及价格查询), in fen; undefined while SF does not say. */
export async function quoteParcel(link: PartnerLink, grams: number): Promise<bigint | undefined> {
  const reply = await ask(
    link,
    'EXP_RECE_QUERY_DELIVERTM',
    { businessType: String(express), weight: grams / 1000, searchPrice: '1' },
    true,
  );
  const data = z.safeParse(priced, reply?.msgData);
  return data.success ? fenOf(data.data.deliverTmDto[0]!.fee) : undefined;
}

/** Asks SF not to come (EXP_RECE_UPDATE_ORDER); refused once the parcel is collected. */
export async function cancelParcel(link: PartnerLink, orderId: string): Promise<Answer> {
  const reply = await ask(link, 'EXP_RECE_UPDATE_ORDER', { orderId, dealType: cancel }, false);
  if (reply?.success || reply?.errorCode === sfCode.cancelled) return { outcome: 'known', news: [cancelled(orderId)] };
  return reply?.errorCode === sfCode.tooLate ? { outcome: 'refused' } : unknown;
}

/** 顺丰: signing and reading, as domain.md 7 says. */
export const sfAdapter: Adapter<Parcel> = {
  async place(link, orderId, { personal, goods, grams }) {
    const party = (contactType: number, who: 'sender' | 'recipient') => ({
      contactType,
      contact: personal[`${who}-name`],
      mobile: personal[`${who}-phone`],
      address: personal[`${who}-address`],
    });
    const contactInfoList = [party(1, 'sender'), party(2, 'recipient')];
    const order = {
      language: 'zh-CN',
      orderId,
      contactInfoList,
      cargoDetails: [{ name: goods }],
      totalWeight: grams / 1000,
      expressTypeId: express,
    };
    return answerOf(await ask(link, 'EXP_RECE_CREATE_ORDER', order, false), orderId);
  },

  async query(link, orderId, reference) {
    const answer = answerOf(await ask(link, 'EXP_RECE_SEARCH_ORDER_RESP', { orderId }, true), orderId);
    const mailNo = reference ?? (answer.outcome === 'known' ? answer.news[0]?.reference : undefined);
    if (answer.outcome !== 'known' || mailNo === undefined) return answer;
    const routes = z.safeParse(
      routed,
      (await ask(link, 'EXP_RECE_SEARCH_ROUTES', { trackingType: 1, trackingNumber: [mailNo] }, true))?.msgData,
    );
    if (!routes.success) return answer;
    const own = routes.data.routeResps.filter((one) => one.mailNo === mailNo).flatMap((one) => one.routes);
    return {
      outcome: 'known',
      news: [...answer.news, ...own.map((route) => routeNews({ ...route, orderid: orderId, mailno: mailNo }))],
    };
  },

  async readDay(link, day): Promise<readonly ClearingLine[] | undefined> {
    const reply = await ask(link, 'BANK_QUERY_DAY', { day }, true, fileBytesMax);
    const data = z.safeParse(listed, reply?.msgData);
    return data.success ? data.data.lines.map(({ fee, ...line }) => ({ ...line, amountFen: fenOf(fee) })) : undefined;
  },

  newsOf: (body) =>
    z
      .parse(
        z.strictObject({
          Body: z.strictObject({ WaybillRoute: z.array(sfPush).check(z.minLength(1), z.maxLength(100)) }),
        }),
        body,
      )
      .Body.WaybillRoute.map(routeNews),
};

const sfPush = z.extend(sfRoute, { mailno: z.string(), orderid: idOf('ord') });
