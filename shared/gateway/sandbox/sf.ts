import { decimalOf } from '../../domain/money.ts';
import { isoTime } from '../../domain/time.ts';
import { isSame } from '../partners/adapter.ts';
import { sfDigest } from '../partners/sf-digest.ts';
import { sfCode } from '../partners/sf-service.ts';
import type { Asked, SimulatedNews, SimulatedOrder, Speech } from './speech.ts';

/** 12 CNY for the first kilogram, 2 CNY for each one more that is begun: near SF's own list. */
const priceOf = (kilograms: number): string => decimalOf(1200n + 200n * BigInt(Math.max(0, Math.ceil(kilograms) - 1)));

/** What happened where: a parcel from Harbin. */
const steps: Readonly<Record<string, readonly [place: string, text: string]>> = {
  '50': ['哈尔滨市', '顺丰速运 已收取快件'],
  '44': ['北京市', '正在派送途中'],
  '33': ['北京市', '派送不成功，收件人不在'],
  '80': ['北京市', '已签收，感谢使用顺丰'],
};

const routeOf = ({ id, code, at }: SimulatedNews) => {
  const [acceptAddress, remark] = steps[code] ?? ['途中', '快件到达'];
  return { id, acceptTime: isoTime(at).slice(0, 19).replace('T', ' '), acceptAddress, opCode: code, remark };
};

const wordOf = {
  repeated: sfCode.repeated,
  absent: sfCode.noSuchOrder,
  'too-late': sfCode.tooLate,
  refused: '8001',
} as const;
const orderOf = ({ orderId, reference, cancelled }: SimulatedOrder) => ({
  orderId,
  ...(cancelled && { cancelled }),
  waybillNoInfoList: [{ waybillType: 1, waybillNo: reference }],
});

/** SF's answers lie in an envelope as text. */
const enveloped = (errorCode: string, msgData?: object): string =>
  JSON.stringify({
    apiErrorMsg: '',
    apiResultCode: 'A1000',
    apiResultData: JSON.stringify({ success: errorCode === 'S0000', errorCode, ...(msgData && { msgData }) }),
  });

/** The other side of SF's interface (丰桥沙箱). */
export const sfSpeech: Speech = {
  read({ text }, secret) {
    const form = new URLSearchParams(text);
    const msgData = form.get('msgData') ?? '';
    if (!isSame(form.get('msgDigest') ?? '', sfDigest(msgData, form.get('timestamp') ?? '', secret))) return undefined;
    return askedOf(form.get('serviceCode') ?? '', JSON.parse(msgData) as Record<string, never>);
  },
  answer(said) {
    if (said.about === 'no') return enveloped(wordOf[said.why]);
    if (said.about === 'price') return enveloped('S0000', { deliverTmDto: [{ fee: said.price }] });
    if (said.about === 'day')
      return enveloped('S0000', {
        lines: said.lines.map(({ orderId, movement, price: fee }) => ({ orderId, movement, fee })),
      });
    if (said.about === 'trace')
      return enveloped('S0000', {
        routeResps: [{ mailNo: said.order.reference, routes: said.order.news.map(routeOf) }],
      });
    return enveloped('S0000', orderOf(said.order));
  },
  push({ orderId, reference }, news) {
    const body = JSON.stringify({
      Body: { WaybillRoute: [{ ...routeOf(news), mailno: reference, orderid: orderId }] },
    });
    return { headers: { 'content-type': 'application/json' }, body };
  },
};

function askedOf(
  serviceCode: string,
  data: { orderId?: string; totalWeight?: number; weight?: number; trackingNumber?: string[]; day?: string },
): Asked | undefined {
  const { orderId = '', totalWeight = 1, weight = 1, trackingNumber: [reference = ''] = [], day = '' } = data;
  if (serviceCode === 'EXP_RECE_CREATE_ORDER') return { verb: 'place', orderId, price: priceOf(totalWeight) };
  if (serviceCode === 'EXP_RECE_SEARCH_ORDER_RESP') return { verb: 'order', orderId };
  if (serviceCode === 'EXP_RECE_UPDATE_ORDER') return { verb: 'cancel', orderId };
  if (serviceCode === 'EXP_RECE_SEARCH_ROUTES') return { verb: 'trace', reference };
  if (serviceCode === 'EXP_RECE_QUERY_DELIVERTM') return { verb: 'price', price: priceOf(weight) };
  return serviceCode === 'BANK_QUERY_DAY' ? { verb: 'day', day } : undefined;
}
