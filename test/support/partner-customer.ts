import { v7 } from 'uuid';
import { handler as createAddress } from '../../functions/addresses/create-address.ts';
import { handler as giveConsent } from '../../functions/consents/give-consent.ts';
import { handler as buyVoucher } from '../../functions/partner-coffee/buy-voucher.ts';
import { handler as createShipment } from '../../functions/partner-sf/create-shipment.ts';
import { handler as readOrder } from '../../functions/orders/read-order.ts';
import { home, parcelOf } from '../../local/parcel.ts';
import type { Caller } from '../../shared/contract/caller.ts';
import type { AccountRow } from '../../shared/data/account.entity.ts';
import { newId } from '../../shared/data/new-id.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { ask, type Handler, type Told } from '../lambda/http-event.ts';
import { openedAccount, payIn } from './books.ts';

/** A customer with money, whose calls go straight into the handlers. */
export interface PartnerCustomer {
  readonly caller: Extract<Caller, { kind: 'customer' }>;
  readonly account: AccountRow;
  readonly addressId: string;
  call(handler: Handler, input: { path?: Record<string, string>; body?: object; key?: string }): ReturnType<typeof ask>;
  ship(key?: string): ReturnType<typeof ask>;
  buy(key?: string): ReturnType<typeof ask>;
  stateOf(orderId: string): Promise<string>;
}

/** The key of a button pressed now, also when a test has moved the clock. */
export const newKey = (): string => v7({ msecs: Date.now() });

/** What a parcel of one kilogram costs at the simulator. */
const parcelPrice = { currency: 'CNY', value: '12.00' };

/** Somebody with 100 CNY, an address and a consent for SF. */
export async function newPartnerCustomer(): Promise<PartnerCustomer> {
  const caller = {
    kind: 'customer',
    customerId: newId('cus'),
    sessionId: newId('ses'),
    deviceId: newId('dev'),
  } as const;
  const account = await openedAccount({ ownerId: caller.customerId });
  await payIn(account, 100_00n);
  const call: PartnerCustomer['call'] = (handler, { path, body, key }) => {
    const told: Told = { caller, headers: { 'idempotency-key': key ?? newKey() } };
    return ask(
      handler,
      { ...told, ...(path && { pathParameters: path }), ...(body && { body: JSON.stringify(body) }) },
      30_000,
    );
  };
  await call(giveConsent, { path: { partner: 'sf' }, body: { fields: sf.personal } });
  const { body } = await call(createAddress, { body: home });
  if (!('addressId' in body)) throw new Error(JSON.stringify(body));
  const { addressId } = body as { addressId: string };
  const { accountId } = account;
  const parcel = { ...parcelOf(accountId, addressId), price: parcelPrice };
  return {
    caller,
    account,
    addressId,
    call,
    ship: (key) => call(createShipment, { body: parcel, ...(key !== undefined && { key }) }),
    buy: (key) => call(buyVoucher, { body: { accountId }, ...(key !== undefined && { key }) }),
    stateOf: async (orderId) => (await call(readOrder, { path: { orderId } })).body.state,
  };
}
