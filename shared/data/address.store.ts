import {
  AddressNotFound,
  type PostalAddress,
  postalAddress,
  TooManyAddresses,
  addressesMax,
} from '../domain/express/address.ts';
import { DomainError } from '../domain/errors.ts';
import { requireFresh, requireSame } from '../domain/idempotency.ts';
import { commit, decide, Stale } from './commit.ts';
import { Entity } from './entity.ts';
import { derivedId } from './new-id.ts';
import { readPage } from './page.ts';
import { seal, unseal } from './sealed.ts';

/** An entry of a customer's address book (地址簿); who lives there is sealed (C2). */
export interface AddressRow {
  readonly customerId: string;
  readonly addressId: string;
  readonly bodyHash: string;
  readonly sealed: Uint8Array;
}
const addressEntity = new Entity<AddressRow, Pick<AddressRow, 'customerId' | 'addressId'>>(
  'address',
  ({ customerId, addressId }) => ({ pk: `CUS#${customerId}`, sk: `ADR#${addressId}` }),
  ({ pk, sk }) => ({ customerId: pk.slice(4), addressId: sk.slice(4) }),
);

/** An address with its id. */
export interface Address extends PostalAddress {
  readonly addressId: string;
}

const opened = async (row: AddressRow): Promise<Address> => ({
  addressId: row.addressId,
  ...(await unseal(row.sealed, addressEntity.key(row), postalAddress)),
});

/** The address of a customer's own book. @throws AddressNotFound */
export async function readAddress(customerId: string, addressId: string): Promise<Address> {
  const row = await addressEntity.read({ customerId, addressId }, 'consistent');
  if (!row) throw new DomainError(AddressNotFound);
  return opened(row);
}

/** The whole book, newest first. */
export async function readAddresses(customerId: string): Promise<Address[]> {
  const { data } = await readPage(addressEntity, {
    pk: `CUS#${customerId}`,
    from: 'ADR#',
    to: 'ADR#~',
    order: 'newest',
    limit: addressesMax + 1,
  });
  return Promise.all(data.map(opened));
}

/** Adds an address. The limit is a courtesy, so two at once may pass it by one. @throws TooManyAddresses, IdempotencyKeyStale, IdempotencyKeyReused */
export async function saveAddress(
  customerId: string,
  address: PostalAddress,
  { key, bodyHash }: { readonly key: string; readonly bodyHash: string },
  now: number,
): Promise<{ address: Address; replayed: boolean }> {
  const addressId = derivedId('adr', customerId, key);
  const id = { customerId, addressId };
  return decide(async () => {
    const existing = await addressEntity.read(id, 'consistent');
    if (existing) {
      requireSame(bodyHash, existing.bodyHash);
      return { address: await opened(existing), replayed: true };
    }
    requireFresh(key, now);
    if ((await readAddresses(customerId)).length >= addressesMax)
      throw new DomainError(TooManyAddresses, { max: addressesMax });
    const row = { ...id, bodyHash, sealed: await seal({ ...address }, addressEntity.key(id)) };
    await commit(addressEntity.insert(row, () => new Stale('address is there')));
    return { address: { addressId, ...address }, replayed: false };
  });
}

/** Removes an address; one that is not there is removed already. */
export const removeAddress = (customerId: string, addressId: string): Promise<void> =>
  decide(() => commit(addressEntity.remove({ customerId, addressId }, [])));
