import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { removeAddress } from '../../shared/data/address.store.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'deleteAddress',
  summary: "Remove an entry from the caller's address book; orders that were given keep theirs",
  method: 'DELETE',
  path: '/addresses/{addressId}',
  auth: 'customer',
  business: 'platform',
  idempotent: false,
  grants: ['table:change'],
  input: z.strictObject({ addressId: idOf('adr') }),
  /** The same whether the entry was there, or somebody else's. */
  output: z.strictObject({}),
  errors: [],
});

export const handler = serve(contract, async ({ addressId }, { caller }) => {
  await removeAddress(caller.customerId, addressId);
  return {};
});
