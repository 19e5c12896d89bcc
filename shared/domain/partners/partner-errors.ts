import * as z from 'zod/mini';
import { defineError, noDetails } from '../errors.ts';
import { amount } from '../money.ts';

/** The partner did not answer a question that changes nothing, or is not asked for now. Nothing was done. */
export const PartnerUnavailable = defineError({
  code: 'PARTNER_UNAVAILABLE',
  kind: 'unavailable',
  title: { zh: '合作方系统繁忙', en: 'The partner does not answer' },
  action: { zh: '本次请求未生效，请稍后重试', en: 'Nothing was done. Try again later' },
  details: noDetails,
});
/** The partner said no to an order; what was paid is paid back. */
export const PartnerRefused = defineError({
  code: 'PARTNER_REFUSED',
  kind: 'refused',
  title: { zh: '合作方未受理该订单', en: 'The partner does not take this order' },
  action: { zh: '款项已原路退回，请核对后重新下单', en: 'The money is back. Check the order and give it anew' },
  details: noDetails,
});
export const OrderNotFound = defineError({
  code: 'ORDER_NOT_FOUND',
  kind: 'missing',
  title: { zh: '订单不存在', en: 'There is no such order' },
  action: { zh: '请核对订单编号', en: 'Check the order' },
  details: noDetails,
});
export const OrderNotCancellable = defineError({
  code: 'ORDER_NOT_CANCELLABLE',
  kind: 'conflict',
  title: { zh: '订单当前状态不能取消', en: 'The order can no longer be cancelled' },
  action: { zh: '请查询订单状态', en: 'Read the order to see where it stands' },
  details: noDetails,
});
/** The customer agreed to another price than the partner asks now. */
export const PriceChanged = defineError({
  code: 'PRICE_CHANGED',
  kind: 'conflict',
  title: { zh: '价格已变化', en: 'The price has changed' },
  action: { zh: '请确认新价格后重新下单', en: 'Agree to the new price and order again' },
  details: z.strictObject({ price: amount }),
});
export const PartnerNotFound = defineError({
  code: 'PARTNER_NOT_FOUND',
  kind: 'missing',
  title: { zh: '没有该合作方', en: 'There is no such partner' },
  action: { zh: '请核对合作方', en: 'Check the partner' },
  details: noDetails,
});
export const CaseNotFound = defineError({
  code: 'CASE_NOT_FOUND',
  kind: 'missing',
  title: { zh: '差错单不存在', en: 'There is no such case' },
  action: { zh: '请核对差错单编号', en: 'Check the case' },
  details: noDetails,
});
/** A case is closed once, by one decision; or its kind does not allow this one. */
export const CaseNotOpen = defineError({
  code: 'CASE_NOT_OPEN',
  kind: 'conflict',
  title: { zh: '差错单不能这样处理', en: 'The case cannot be closed like this' },
  action: { zh: '请查看差错单', en: 'Read the case' },
  details: noDetails,
});
