import { readAddress } from '../../data/address.store.ts';
import { readConsent } from '../../data/consent.store.ts';
import { DomainError } from '../../domain/errors.ts';
import { release } from '../../domain/partners/consent.ts';
import { PartnerUnavailable, PriceChanged } from '../../domain/partners/partner-errors.ts';
import { sf } from '../../domain/partners/sf.ts';
import type { PartnerLink } from '../../gateway/partner-http.ts';
import { quoteParcel } from '../../gateway/partners/sf.ts';

/** A parcel as the customer orders it, at the price that was shown. */
export interface ParcelOrder {
  readonly senderAddressId: string;
  readonly recipientAddressId: string;
  readonly goods: string;
  readonly weightGrams: number;
  readonly price: bigint;
}

/**
 * Everything before the payment: both addresses, the consent to give them away, and today's price.
 * @throws AddressNotFound, ConsentMissing, PartnerUnavailable, PriceChanged
 */
export async function prepareParcel(link: PartnerLink, customerId: string, order: ParcelOrder) {
  const [sender, recipient, consented] = await Promise.all([
    readAddress(customerId, order.senderAddressId),
    readAddress(customerId, order.recipientAddressId),
    readConsent(customerId, sf.name),
  ]);
  const personal = release(sf, consented, {
    'sender-name': sender.name,
    'sender-phone': sender.phone,
    'sender-address': sender.address,
    'recipient-name': recipient.name,
    'recipient-phone': recipient.phone,
    'recipient-address': recipient.address,
  });
  const { goods, weightGrams: grams } = order;
  const price = await quoteParcel(link, grams);
  if (price === undefined) throw new DomainError(PartnerUnavailable);
  if (price !== order.price) throw new DomainError(PriceChanged, { price });
  return { wish: { personal, goods, grams }, amountFen: price, content: { personal, goods, grams } };
}
