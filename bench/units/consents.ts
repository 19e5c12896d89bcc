import { contract as createAddress } from '../../functions/addresses/create-address.ts';
import { contract as deleteAddress } from '../../functions/addresses/delete-address.ts';
import { contract as listAddresses } from '../../functions/addresses/list-addresses.ts';
import { contract as giveConsent } from '../../functions/consents/give-consent.ts';
import { contract as listConsents } from '../../functions/consents/list-consents.ts';
import { contract as revokeConsent } from '../../functions/consents/revoke-consent.ts';
import { home } from '../../local/parcel.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import { Person, pressed } from './person.ts';
import type { Scenario } from './scenario.ts';

async function withAddress(bank: MeteredBank) {
  const person = await Person.arrived(bank, 100_00n);
  const { addressId } = await person.client.call(createAddress, home, pressed());
  return { person, addressId };
}

export async function withConsent(bank: MeteredBank) {
  const made = await withAddress(bank);
  await made.person.client.call(giveConsent, { partner: 'sf', fields: [...sf.personal] });
  return made;
}

/** A customer's addresses, and what a partner may be told of him. */
export const consents: readonly Scenario[] = [
  { operation: 'createAddress', when: 'the first', read: 1.5, write: 1, run: withAddress },
  {
    operation: 'listAddresses',
    when: 'one',
    read: 0.5,
    write: 0,
    run: async (bank) => (await withAddress(bank)).person.client.call(listAddresses, {}),
  },
  {
    operation: 'deleteAddress',
    when: 'one',
    read: 0,
    write: 1,
    run: async (bank) => {
      const { person, addressId } = await withAddress(bank);
      await person.client.call(deleteAddress, { addressId });
    },
  },
  { operation: 'giveConsent', when: 'for every field of SF', read: 1, write: 4, run: withConsent },
  {
    operation: 'listConsents',
    when: 'one',
    read: 0.5,
    write: 0,
    run: async (bank) => (await withConsent(bank)).person.client.call(listConsents, {}),
  },
  {
    operation: 'revokeConsent',
    when: 'one',
    read: 1,
    write: 4,
    run: async (bank) => (await withConsent(bank)).person.client.call(revokeConsent, { partner: 'sf' }),
  },
];
