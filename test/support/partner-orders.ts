import { v7 } from 'uuid';
import { contract as createAddress } from '../../functions/addresses/create-address.ts';
import { contract as giveConsent } from '../../functions/consents/give-consent.ts';
import { contract as readOrder } from '../../functions/orders/read-order.ts';
import { contract as buyVoucher } from '../../functions/partner-coffee/buy-voucher.ts';
import { contract as createShipment } from '../../functions/partner-sf/create-shipment.ts';
import { contract as setChaos } from '../../functions/sandbox-partner/set-chaos.ts';
import { contract as tellBank } from '../../functions/sandbox-partner/tell-bank.ts';
import { eventually } from '../../local/actor.ts';
import { home, parcelOf } from '../../local/parcel.ts';
import type { ChaosMode } from '../../shared/data/sandbox-partner.store.ts';
import type { OrderView } from '../../shared/contract/order-view.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { type Holder, newHolder } from './holders.ts';
import { newDevice } from './people.ts';

/** How one partner is used in the contract test that all pass: the only lines of it that a new partner adds. */
export interface Example {
  readonly buy: (holder: Holder, key?: string) => Promise<OrderView>;
  readonly priceFen: bigint;
  /** The state after payment, and after the partner's yes. */
  readonly first: string;
  readonly confirmed: string;
  /** News that the simulator can tell next, the state that it leads to, and news that the table forbids afterwards. */
  readonly news: string;
  readonly moved: string;
}

export const examples: Readonly<Record<string, Example>> = {
  sf: { buy: ship, priceFen: 12_00n, first: 'PLACING', confirmed: 'PLACED', news: '50', moved: 'COLLECTED' },
  coffee: { buy: drink, priceFen: 19_00n, first: 'BUYING', confirmed: 'ISSUED', news: 'USED', moved: 'USED' },
};

/** A customer with 100 CNY who lets SF have what it needs. */
export async function newBuyer(): Promise<Holder> {
  const holder = await newHolder(100_00n);
  await holder.device.call(giveConsent, { partner: 'sf', fields: [...sf.personal] });
  return holder;
}

async function ship({ device, accountId }: Holder, key = v7()): Promise<OrderView> {
  const { addressId } = await device.call(createAddress, home, key);
  return device.call(createShipment, { ...parcelOf(accountId, addressId), price: 12_00n }, key);
}

async function drink({ device, accountId }: Holder, key = v7()): Promise<OrderView> {
  return device.call(buyVoucher, { accountId }, key);
}

/** Makes a simulator misbehave from now on. */
export const chaos = async (partner: string, mode: ChaosMode) => (await newDevice()).call(setChaos, { partner, mode });

/** Lets something happen at the partner; what the bank answered to each push. */
export const tell = async (partner: string, orderId: string, code: string) =>
  (await (await newDevice()).call(tellBank, { partner, orderId, code })).pushed;

/** Waits until an order is in a state: news goes through a queue. */
export const awaitState = ({ device }: Holder, orderId: string, state: string): Promise<OrderView> =>
  eventually(`${orderId} to be ${state}`, async () => {
    const order = await device.call(readOrder, { orderId });
    return order.state === state ? order : undefined;
  });
