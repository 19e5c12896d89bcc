import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { orderErrors } from '../../shared/contract/order-errors.ts';
import { orderView } from '../../shared/contract/order-view.ts';
import { askingGrants } from '../../shared/contract/partner-contracts.ts';
import { AddressNotFound } from '../../shared/domain/express/address.ts';
import { goods, weightGrams } from '../../shared/domain/express/shipment.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { amount } from '../../shared/domain/money.ts';
import { ConsentMissing } from '../../shared/domain/partners/consent.ts';
import { PartnerUnavailable, PriceChanged } from '../../shared/domain/partners/partner-errors.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { sfAdapter } from '../../shared/gateway/partners/sf.ts';
import { orderAt } from '../../shared/lambda/partners/orders.ts';
import { prepareParcel } from '../../shared/lambda/partners/sf-parcel.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'createShipment',
  summary: 'Order a courier of SF and pay from an account, at the price that the customer has seen',
  method: 'POST',
  path: '/express/shipments',
  auth: 'customer',
  business: 'express',
  idempotent: true,
  status: 201,
  timeoutSeconds: 15,
  grants: askingGrants(sf),
  input: z.strictObject({
    accountId: idOf('acc'),
    senderAddressId: idOf('adr'),
    recipientAddressId: idOf('adr'),
    goods,
    weightGrams,
    price: amount,
  }),
  output: orderView,
  errors: [...orderErrors, AddressNotFound, ConsentMissing, PartnerUnavailable, PriceChanged],
});

export const handler = serve(contract, async (input, { caller: { customerId }, idempotency, now }) => {
  const order = { partner: sf, kind: 'shipment', customerId, accountId: input.accountId, idempotency, now };
  return orderAt(sfAdapter, order, (link) => prepareParcel(link, customerId, input));
});
