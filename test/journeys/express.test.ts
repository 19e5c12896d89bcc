import { describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { contract as createAddress } from '../../functions/addresses/create-address.ts';
import { contract as deleteAddress } from '../../functions/addresses/delete-address.ts';
import { contract as listAddresses } from '../../functions/addresses/list-addresses.ts';
import { contract as giveConsent } from '../../functions/consents/give-consent.ts';
import { contract as listConsents } from '../../functions/consents/list-consents.ts';
import { contract as revokeConsent } from '../../functions/consents/revoke-consent.ts';
import { contract as cancelShipment } from '../../functions/partner-sf/cancel-shipment.ts';
import { contract as createShipment } from '../../functions/partner-sf/create-shipment.ts';
import { contract as estimateShipment } from '../../functions/partner-sf/estimate-shipment.ts';
import { contract as listRoutes } from '../../functions/partner-sf/list-routes.ts';
import { eventually } from '../../local/actor.ts';
import { home } from '../../local/parcel.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { alone } from '../support/alone.ts';
import { moneyOf, newHolder } from '../support/holders.ts';
import { awaitState, chaos, examples, newBuyer, tell } from '../support/partner-orders.ts';
import { refusal } from '../support/people.ts';

alone('partners');
const ship = examples['sf']!.buy;

describe('a parcel by SF', () => {
  it('is estimated, consented to, paid, carried and signed for', async () => {
    const sender = await newHolder(100_00n);
    const { device, accountId } = sender;
    const { addressId } = await device.call(createAddress, home);
    const { price } = await device.call(estimateShipment, { weightGrams: 2_300 });
    expect(price).toBe(16_00n);
    const parcel = {
      accountId,
      senderAddressId: addressId,
      recipientAddressId: addressId,
      goods: '书',
      weightGrams: 2_300,
      price,
    };

    expect(await refusal(device.call(createShipment, parcel))).toMatchObject({
      code: 'CONSENT_MISSING',
      details: { fields: sf.personal },
    });
    await device.call(giveConsent, { partner: 'sf', fields: [...sf.personal] });
    expect(await refusal(device.call(createShipment, { ...parcel, price: 15_00n }))).toMatchObject({
      code: 'PRICE_CHANGED',
      details: { price: { value: '16.00' } },
    });
    const { orderId, reference } = await device.call(createShipment, parcel);
    expect(reference).toMatch(/^SF/);
    expect(await moneyOf(sender)).toEqual([84_00n, 84_00n, 0n]);

    for (const code of ['80', '50', '33', '44']) await tell('sf', orderId, code);
    await awaitState(sender, orderId, 'SIGNED');
    const tracked = await eventually('every step', async () => {
      const routes = await device.call(listRoutes, { orderId });
      return routes.data.length === 4 ? routes : undefined;
    });
    expect(tracked).toMatchObject({ state: 'SIGNED', reference });
    expect(await refusal(device.call(cancelShipment, { orderId }))).toMatchObject({
      status: 409,
      code: 'ORDER_NOT_CANCELLABLE',
    });
  });

  it('is cancelled once, with the money back once, however often the button is pressed', async () => {
    const sender = await newBuyer();
    const { orderId } = await ship(sender);
    const cancel = () => sender.device.call(cancelShipment, { orderId });
    const told = await Promise.all([cancel(), cancel(), cancel()]);
    expect(told.map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
    expect(await moneyOf(sender)).toEqual([100_00n, 100_00n, 0n]);
  });

  it('that SF is silent about is asked for by whoever looks', async () => {
    const sender = await newBuyer();
    const { orderId } = await ship(sender);
    await chaos('sf', 'silent');
    for (const code of ['50', '44']) expect(await tell('sf', orderId, code)).toEqual([]);
    await chaos('sf', 'normal');
    const tracked = await eventually('SF to be asked', async () => {
      const routes = await sender.device.call(listRoutes, { orderId });
      return routes.state === 'DELIVERING' ? routes : undefined;
    });
    expect(tracked.data.map(({ code, place }) => [code, place])).toEqual([
      ['50', '哈尔滨市'],
      ['44', '北京市'],
    ]);
  });

  it("is not sent to an address of somebody else's book", async () => {
    const [sender, other] = [await newBuyer(), await newBuyer()];
    const { addressId } = await other.device.call(createAddress, home);
    const parcel = {
      accountId: sender.accountId,
      senderAddressId: addressId,
      recipientAddressId: addressId,
      goods: '书',
      weightGrams: 1,
      price: 12_00n,
    };
    expect(await refusal(sender.device.call(createShipment, parcel))).toMatchObject({
      status: 404,
      code: 'ADDRESS_NOT_FOUND',
    });
  });
});

it('an address book is kept, and an entry removed', async () => {
  const { device } = await newHolder();
  const key = v7();
  const made = [await device.call(createAddress, home, key), await device.call(createAddress, home, key)];
  expect((await device.call(listAddresses, {})).data).toEqual([made[0]]);
  for (let times = 0; times < 2; times++) await device.call(deleteAddress, { addressId: made[0]!.addressId });
  expect((await device.call(listAddresses, {})).data).toEqual([]);
});

it('a consent is for what a partner needs, and ends when it is taken back', async () => {
  const sender = await newBuyer();
  const { device } = sender;
  expect(await refusal(device.call(giveConsent, { partner: 'coffee', fields: ['sender-name'] }))).toMatchObject({
    code: 'CONSENT_NOT_NEEDED',
  });
  await device.call(revokeConsent, { partner: 'sf' });
  expect((await device.call(listConsents, {})).data).toMatchObject([{ partner: 'sf', fields: [] }]);
  expect(await refusal(ship(sender))).toMatchObject({ code: 'CONSENT_MISSING' });
  expect(await moneyOf(sender)).toEqual([100_00n, 100_00n, 0n]);
});
