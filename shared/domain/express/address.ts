import * as z from 'zod/mini';
import { defineError, noDetails } from '../errors.ts';
import { personName } from '../identity/person-name.ts';
import { phone } from '../identity/phone.ts';

/** Entries that one address book may hold: a page. */
export const addressesMax = 50;

/** Where a person gets parcels (收件地址): all of it C2. One line, without control, format or bidirectional characters. */
export const postalAddress = z.strictObject({
  name: personName,
  phone,
  /** Province to door, as a courier reads it. */
  address: z.string().check(z.minLength(6), z.maxLength(200), z.regex(/^[\p{L}\p{M}\p{N}\p{P}\p{Zs}]+$/u)),
});
export type PostalAddress = z.output<typeof postalAddress>;

export const AddressNotFound = defineError({
  code: 'ADDRESS_NOT_FOUND',
  kind: 'missing',
  title: { zh: '地址不存在', en: 'There is no such address' },
  action: { zh: '请核对地址簿', en: 'Check the address book' },
  details: noDetails,
});
export const TooManyAddresses = defineError({
  code: 'TOO_MANY_ADDRESSES',
  kind: 'refused',
  title: { zh: '地址簿已满', en: 'The address book is full' },
  action: { zh: '请先删除不用的地址', en: 'Remove an address first' },
  details: z.strictObject({ max: z.int() }),
});
