import { beforeEach, describe, expect, it } from 'vitest';
import { handler as createAddress } from '../../functions/addresses/create-address.ts';
import { handler as giveConsent } from '../../functions/consents/give-consent.ts';
import { handler as buyVoucher } from '../../functions/partner-coffee/buy-voucher.ts';
import { handler as cancelShipment } from '../../functions/partner-sf/cancel-shipment.ts';
import { handler as createShipment } from '../../functions/partner-sf/create-shipment.ts';
import { handler as estimateShipment } from '../../functions/partner-sf/estimate-shipment.ts';
import { handler as closeCase } from '../../functions/partners/close-case.ts';
import { handler as setChaos } from '../../functions/sandbox-partner/set-chaos.ts';
import { handler as tellBank } from '../../functions/sandbox-partner/tell-bank.ts';
import { commit } from '../../shared/data/commit.ts';
import { newId } from '../../shared/data/new-id.ts';
import { type CaseRow, caseEntity } from '../../shared/data/partners/order.entity.ts';
import type { ChaosMode } from '../../shared/data/sandbox-partner.store.ts';
import { addressesMax } from '../../shared/domain/express/address.ts';
import { account, openedAccount } from '../support/books.ts';
import { usePartnerBank } from '../support/partner-bank.ts';
import { newKey, newPartnerCustomer, type PartnerCustomer } from '../support/partner-customer.ts';
import { ask } from './http-event.ts';

const bank = usePartnerBank();
let somebody: PartnerCustomer;
beforeEach(async () => {
  somebody = await newPartnerCustomer();
  await chaos('normal');
});

const chaos = (mode: ChaosMode) => ask(setChaos, { pathParameters: { partner: 'sf' }, body: JSON.stringify({ mode }) });
/** A key of the version that carries its time: of a day ago. */
const staleKey = () => `019400d5-3c00-7abc-8def-${newKey().slice(-12)}`;
const place = { name: '王小明', phone: '13800000001', address: '黑龙江省哈尔滨市道里区中央大街1号' };
const refused = (status: number, code: string) => ({ status, body: { code } });

describe('an address', () => {
  const add = (body: object, key = newKey()) => somebody.call(createAddress, { body, key });

  it('is added once per press of the button', async () => {
    const key = newKey();
    const [first, again] = [await add(place, key), await add(place, key)];
    expect([first.status, again.body.addressId]).toEqual([201, first.body.addressId]);
    expect(await add({ ...place, name: '别人' }, key)).toMatchObject(refused(409, 'IDEMPOTENCY_KEY_REUSED'));
  });

  it('is not added with a button pressed long ago', async () => {
    expect(await add(place, staleKey())).toMatchObject(refused(400, 'IDEMPOTENCY_KEY_STALE'));
  });

  it('is not added to a full book', async () => {
    for (let one = 1; one < addressesMax; one++) expect((await add(place)).status).toBe(201);
    expect(await add(place)).toMatchObject(refused(422, 'TOO_MANY_ADDRESSES'));
  });

  it('that is nobody’s is no place to send to', async () => {
    const parcel = {
      accountId: somebody.account.accountId,
      senderAddressId: newId('adr'),
      recipientAddressId: somebody.addressId,
      goods: '书',
      weightGrams: 800,
      price: { currency: 'CNY', value: '12.00' },
    };
    expect(await somebody.call(createShipment, { body: parcel })).toMatchObject(refused(404, 'ADDRESS_NOT_FOUND'));
  });
});

describe('a consent', () => {
  it('is not taken for what the partner does not need', async () => {
    const given = { path: { partner: 'coffee' }, body: { fields: ['sender-name'] } };
    expect(await somebody.call(giveConsent, given)).toMatchObject(refused(400, 'CONSENT_NOT_NEEDED'));
  });
});

describe('an order', () => {
  const buy = (key: string, accountId = somebody.account.accountId) =>
    somebody.call(buyVoucher, { body: { accountId }, key });
  const balance = async () => (await account(somebody.account)).balance;

  it('is another with another body: the same button is refused', async () => {
    const key = newKey();
    await buy(key);
    const other = await openedAccount({ ownerId: somebody.caller.customerId });
    expect(await buy(key, other.accountId)).toMatchObject(refused(409, 'IDEMPOTENCY_KEY_REUSED'));
  });

  it('is not made by a button pressed long ago, and nothing is paid', async () => {
    expect(await buy(staleKey())).toMatchObject(refused(400, 'IDEMPOTENCY_KEY_STALE'));
    expect(await balance()).toBe(100_00n);
  });

  it('at one partner is none at the other', async () => {
    const { orderId } = (await buy(newKey())).body;
    expect(await somebody.call(cancelShipment, { path: { orderId } })).toMatchObject(refused(404, 'ORDER_NOT_FOUND'));
  });

  it('at another price than today’s is shown the price, and nothing is paid', async () => {
    const parcel = {
      accountId: somebody.account.accountId,
      senderAddressId: somebody.addressId,
      recipientAddressId: somebody.addressId,
      goods: '书',
      weightGrams: 800,
      price: { currency: 'CNY', value: '11.00' },
    };
    expect(await somebody.call(createShipment, { body: parcel })).toMatchObject({
      status: 409,
      body: { code: 'PRICE_CHANGED', details: { price: { value: '12.00' } } },
    });
    expect(await balance()).toBe(100_00n);
  });

  it('that is delivered is not cancelled, and the partner is not even asked', async () => {
    const { orderId } = (await somebody.ship()).body;
    for (const code of ['50', '44', '80'])
      await ask(tellBank, { pathParameters: { partner: 'sf', orderId }, body: JSON.stringify({ code }) }, 30_000);
    await bank.drain();
    expect(await somebody.stateOf(orderId)).toBe('SIGNED');
    await chaos('error-500');
    expect(await somebody.call(cancelShipment, { path: { orderId } })).toMatchObject(
      refused(409, 'ORDER_NOT_CANCELLABLE'),
    );
  });
});

describe('an estimate', () => {
  it('is refused while SF does not say its price', async () => {
    await chaos('closed');
    expect(await somebody.call(estimateShipment, { body: { weightGrams: 800 } })).toMatchObject(
      refused(503, 'PARTNER_UNAVAILABLE'),
    );
  });
});

describe('a case', () => {
  const checker = { kind: 'operator', operatorId: newId('opr'), sessionId: newId('ses'), role: 'checker' } as const;
  const decide = (caseId: string, decision: 'SETTLE' | 'REFUND' | 'DISMISS') =>
    ask(closeCase, { caller: checker, pathParameters: { partner: 'sf', caseId }, body: JSON.stringify({ decision }) });

  async function open(fields: Partial<CaseRow>): Promise<string> {
    const caseId = newId('cas');
    const row = {
      partner: 'sf',
      caseId,
      fault: 'ONLY_BANK',
      orderId: newId('ord'),
      bankFen: 5n,
      partnerFen: 0n,
    } as const;
    await commit(caseEntity.insert({ ...row, openedAt: 0n, ...fields }, () => new Error('taken')));
    return caseId;
  }

  it('that was never opened is not closed', async () => {
    expect(await decide(newId('cas'), 'DISMISS')).toMatchObject(refused(404, 'CASE_NOT_FOUND'));
  });

  it.each([
    ['SETTLE', 'of no movement', {}],
    ['SETTLE', 'of no money', { movement: 'payment', bankFen: 0n }],
    ['REFUND', 'of money on which both agree but for the amount', { movement: 'payment', fault: 'AMOUNT_DIFFERS' }],
    ['REFUND', 'of a refund', { movement: 'refund' }],
  ] as const)('is not closed by %s when it is one %s', async (decision, _what, fields) => {
    const caseId = await open(fields);
    expect(await decide(caseId, decision)).toMatchObject(refused(409, 'CASE_NOT_OPEN'));
    expect((await caseEntity.read({ partner: 'sf', caseId }, 'consistent'))!.decision).toBeUndefined();
  });
});
