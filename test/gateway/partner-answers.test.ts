import { describe, expect, it } from 'vitest';
import { newId } from '../../shared/data/new-id.ts';
import type { Released } from '../../shared/domain/partners/consent.ts';
import type { PartnerReply } from '../../shared/gateway/partner-http.ts';
import { cancelParcel, quoteParcel, sfAdapter } from '../../shared/gateway/partners/sf.ts';
import { signedJson } from '../../shared/gateway/partners/signed-json.ts';

const orderId = newId('ord');
/** A line on which the partner says this. */
const saying = (reply: PartnerReply) => ({ secret: 's', call: async () => reply });
const sf = (result: object, code = 'A1000') =>
  saying(JSON.stringify({ apiResultCode: code, apiResultData: JSON.stringify(result) }));
const parcel = { personal: {} as Released, goods: '书', grams: 1 };
const order = { orderId, waybillNoInfoList: [{ waybillNo: 'SF1' }] };

describe('what SF answers to an order', () => {
  it.each([
    ['a yes', sf({ success: true, errorCode: 'S0000', msgData: order }), 'known'],
    ['a business refusal', sf({ success: false, errorCode: '8060' }), 'refused'],
    ['a refusal because it has the order', sf({ success: false, errorCode: '8016' }), 'unknown'],
    ['a system error', sf({ success: false, errorCode: 'S0004' }), 'unknown'],
    ['a failure of the platform', sf({}, 'A1011'), 'unknown'],
    [
      "a yes to somebody else's order",
      sf({ success: true, errorCode: 'S0000', msgData: { ...order, orderId: newId('ord') } }),
      'unknown',
    ],
    ['a yes without a waybill', sf({ success: true, errorCode: 'S0000', msgData: { orderId } }), 'unknown'],
    ['half a JSON', saying('{"apiResultCode":"A10'), 'unknown'],
    ['JSON in no envelope', saying('[]'), 'unknown'],
    ['nothing', saying(undefined), 'unknown'],
  ] as const)('%s', async (_, link, outcome) => {
    expect(await sfAdapter.place(link, orderId, parcel)).toMatchObject({ outcome });
  });

  it('a waybill is not asked for by a name that the bank did not give', async () => {
    const answer = await sfAdapter.query(sf({ success: false, errorCode: '8018' }), orderId, undefined);
    expect(answer).toEqual({ outcome: 'absent' });
  });

  it.each(['12', '-1.00', '0.00', '1e3', '12.345', ''])('a price of %s is no price', async (fee) => {
    expect(
      await quoteParcel(sf({ success: true, errorCode: 'S0000', msgData: { deliverTmDto: [{ fee }] } }), 1),
    ).toBeUndefined();
  });

  it('too late to cancel is a no, any other failure is unknown', async () => {
    expect(await cancelParcel(sf({ success: false, errorCode: '8252' }), orderId)).toEqual({ outcome: 'refused' });
    expect(await cancelParcel(sf({ success: false, errorCode: '9999' }), orderId)).toEqual({ outcome: 'unknown' });
  });
});

describe("what is answered in the bank's own form", () => {
  const told = { orderId, id: 'n1', status: 'ISSUED', reference: 'V1', at: 1 };
  it.each([
    ['a yes', told, 'known'],
    ['a no', { error: 'REFUSED' }, 'refused'],
    ['no such order', { error: 'NO_SUCH_ORDER' }, 'absent'],
    ['an error that nobody declared', { error: 'OOPS' }, 'unknown'],
    ['a yes with a number that does not fit into a key', { ...told, reference: 'V 1#' }, 'unknown'],
    ['a yes in the past of all time', { ...told, at: -1 }, 'unknown'],
  ] as const)('%s', async (_, reply, outcome) => {
    expect(await signedJson().query(saying(JSON.stringify(reply)), orderId, undefined)).toMatchObject({ outcome });
  });
});
