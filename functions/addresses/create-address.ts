import * as z from 'zod/mini';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { saveAddress } from '../../shared/data/address.store.ts';
import { postalAddress, TooManyAddresses } from '../../shared/domain/express/address.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'createAddress',
  summary: "Add an entry to the caller's address book",
  method: 'POST',
  path: '/addresses',
  auth: 'customer',
  business: 'platform',
  idempotent: true,
  status: 201,
  grants: ['table:write', 'keyring'],
  input: postalAddress,
  output: z.extend(postalAddress, { addressId: idOf('adr') }),
  errors: [TooManyAddresses],
});

export const handler = serve(contract, async (input, { caller, idempotency, now }) => {
  const { address, replayed } = await saveAddress(caller.customerId, input, idempotency, now);
  return replayed ? new Replayed(address) : address;
});
