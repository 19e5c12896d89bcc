import { contract as readAccount } from '../functions/accounts/read-account.ts';
import { contract as createAddress } from '../functions/addresses/create-address.ts';
import { contract as giveConsent } from '../functions/consents/give-consent.ts';
import { contract as readOrder } from '../functions/orders/read-order.ts';
import { contract as buyVoucher } from '../functions/partner-coffee/buy-voucher.ts';
import { contract as cancelShipment } from '../functions/partner-sf/cancel-shipment.ts';
import { contract as createShipment } from '../functions/partner-sf/create-shipment.ts';
import { contract as estimateShipment } from '../functions/partner-sf/estimate-shipment.ts';
import { contract as listRoutes } from '../functions/partner-sf/list-routes.ts';
import { contract as setChaos } from '../functions/sandbox-partner/set-chaos.ts';
import { contract as tellBank } from '../functions/sandbox-partner/tell-bank.ts';
import { sf } from '../shared/domain/partners/sf.ts';
import { type Actor, eventually } from './actor.ts';
import { aside, chapter, say, sayRefused } from './narrate.ts';
import { home } from './parcel.ts';

/** Sends a parcel by SF: ordered, paid, routed and signed for; a second one cancelled and refunded; and a coffee meanwhile. */
export async function playExpress(wang: Actor, accountId: string): Promise<void> {
  chapter('7. Express: a parcel is priced, consented to, paid from the account');
  const { addressId: senderAddressId } = await say('wang', wang, createAddress, home);
  const there = { name: '李芳', phone: '13900000002', address: '北京市海淀区中关村大街27号' };
  const { addressId: recipientAddressId } = await say('wang', wang, createAddress, there);
  const { price } = await say('wang', wang, estimateShipment, { weightGrams: 1_500 });
  const parcel = { accountId, senderAddressId, recipientAddressId, goods: '红肠', weightGrams: 1_500, price };
  await sayRefused('wang', wang, createShipment, parcel, 'CONSENT_MISSING');
  await say('wang', wang, giveConsent, { partner: sf.name, fields: [...sf.personal] });
  const { orderId } = await say('wang', wang, createShipment, parcel);

  chapter('Express: SF pushes its routes, out of order and one of them twice; the order ends where it must');
  for (const code of ['44', '50', '80', '80']) await say('SF  ', wang, tellBank, { partner: sf.name, orderId, code });
  await awaitState(wang, orderId, 'SIGNED');
  await say('wang', wang, listRoutes, { orderId });
  await sayRefused('wang', wang, cancelShipment, { orderId }, 'ORDER_NOT_CANCELLABLE');

  chapter(
    'Express: SF does the work but its answer is lost; the parcel is found again, cancelled, and the money is back',
  );
  const before = await wang.call(readAccount, { accountId });
  await say('SF  ', wang, setChaos, { partner: sf.name, mode: 'error-500' });
  const lost = await say('wang', wang, createShipment, parcel);
  await say('SF  ', wang, setChaos, { partner: sf.name, mode: 'normal' });
  aside(`the order is ${lost.state}: paid, and asked about until the bank knows`);
  await awaitState(wang, lost.orderId, 'PLACED');
  await say('wang', wang, cancelShipment, { orderId: lost.orderId });
  const after = await wang.call(readAccount, { accountId });
  if (after.balance !== before.balance) throw new Error('the refund is not what was paid');

  chapter('A second partner on the same kit: a coffee');
  await say('wang', wang, buyVoucher, { accountId });
}

/** Looks as a customer does, which has a silent SF asked. */
const awaitState = (wang: Actor, orderId: string, wanted: string): Promise<string> =>
  eventually(`the parcel to be ${wanted}`, async () => {
    await wang.call(listRoutes, { orderId });
    const { state } = await wang.call(readOrder, { orderId });
    return state === wanted ? state : undefined;
  });
