import { contract as listOrders } from '../../functions/orders/list-orders.ts';
import { contract as readOrder } from '../../functions/orders/read-order.ts';
import { contract as buyVoucher } from '../../functions/partner-coffee/buy-voucher.ts';
import { contract as cancelShipment } from '../../functions/partner-sf/cancel-shipment.ts';
import { contract as createShipment } from '../../functions/partner-sf/create-shipment.ts';
import { contract as estimateShipment } from '../../functions/partner-sf/estimate-shipment.ts';
import { contract as listRoutes } from '../../functions/partner-sf/list-routes.ts';
import { contract as setChaos } from '../../functions/sandbox-partner/set-chaos.ts';
import { contract as tellBank } from '../../functions/sandbox-partner/tell-bank.ts';
import { parcelOf } from '../../local/parcel.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import { Person, pressed } from './person.ts';
import type { Scenario } from './scenario.ts';
import { withConsent } from './consents.ts';

/** A parcel of one kilogram, ordered and paid, at its simulator's price. */
async function shipped(bank: MeteredBank) {
  const { person, addressId } = await withConsent(bank);
  const parcel = parcelOf(person.account.accountId, addressId);
  const order = await person.client.call(createShipment, { ...parcel, price: 12_00n }, pressed());
  return { person, orderId: order.orderId };
}

/** The courier takes the parcel, and SF pushes it to the bank. */
async function told(bank: MeteredBank): Promise<void> {
  const { person, orderId } = await shipped(bank);
  await person.client.call(tellBank, { partner: 'sf', orderId, code: '50' });
}

/** The first run finds what other scenarios left open; the second has nothing to do. */
async function twice(bank: MeteredBank, operation: string): Promise<void> {
  await bank.functions.invoke(operation, {});
  await bank.quiet();
  await bank.functions.invoke(operation, {});
}

/** Orders at partners, the calls that they make and the callbacks that they send. */
export const partners: readonly Scenario[] = [
  {
    operation: 'estimateShipment',
    when: 'a kilogram',
    read: 0.5,
    write: 1,
    run: async (bank) => (await withConsent(bank)).person.client.call(estimateShipment, { weightGrams: 800 }),
  },
  { operation: 'createShipment', when: 'ordered and paid', read: 10.5, write: 22, run: shipped },
  { operation: 'answerBank', when: 'an order', read: 2, write: 4, run: shipped },
  {
    operation: 'cancelShipment',
    when: 'with its refund',
    read: 6,
    write: 15,
    run: async (bank) => {
      const { person, orderId } = await shipped(bank);
      await person.client.call(cancelShipment, { orderId });
    },
  },
  {
    operation: 'listRoutes',
    when: 'none yet',
    read: 2,
    write: 0,
    run: async (bank) => {
      const { person, orderId } = await shipped(bank);
      await person.client.call(listRoutes, { orderId });
    },
  },
  {
    operation: 'readOrder',
    when: 'one',
    read: 1,
    write: 0,
    run: async (bank) => {
      const { person, orderId } = await shipped(bank);
      await person.client.call(readOrder, { orderId });
    },
  },
  {
    operation: 'listOrders',
    when: 'one',
    read: 1,
    write: 0,
    run: async (bank) => (await shipped(bank)).person.client.call(listOrders, {}),
  },
  {
    operation: 'buyVoucher',
    when: 'bought and paid',
    read: 7.5,
    write: 21,
    run: async (bank) => {
      const { client, account } = await Person.arrived(bank, 100_00n);
      await client.call(buyVoucher, { accountId: account.accountId }, pressed());
    },
  },
  { operation: 'tellBank', when: 'one push', read: 2, write: 1, run: told },
  { operation: 'receiveSf', when: 'one push', read: 0, write: 0, run: told },
  { operation: 'applySf', when: 'one push', read: 2, write: 4, run: told },
  {
    operation: 'setChaos',
    when: 'off',
    read: 0,
    write: 1,
    run: async (bank) => (await Person.arrived(bank)).client.call(setChaos, { partner: 'sf', mode: 'normal' }),
  },
  {
    operation: 'pollSf',
    when: 'nothing to ask',
    read: 1.5,
    write: 0,
    run: (bank) => twice(bank, 'pollSf'),
  },
  {
    operation: 'pollCoffee',
    when: 'nothing to ask',
    read: 1.5,
    write: 0,
    run: (bank) => twice(bank, 'pollCoffee'),
  },
  {
    operation: 'reconcileSf',
    when: 'a day without orders',
    read: 2.5,
    write: 2,
    run: (bank) => bank.functions.invoke('reconcileSf', {}),
  },
  {
    operation: 'reconcileCoffee',
    when: 'a day without orders',
    read: 2.5,
    write: 2,
    run: (bank) => bank.functions.invoke('reconcileCoffee', {}),
  },
];
