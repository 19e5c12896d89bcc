import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { readAddresses } from '../../shared/data/address.store.ts';
import { postalAddress } from '../../shared/domain/express/address.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listAddresses',
  summary: "List the caller's address book, newest first",
  method: 'GET',
  path: '/addresses',
  auth: 'customer',
  business: 'platform',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.strictObject({}),
  /** Never more than fifty, so the list is one page. */
  output: z.strictObject({ data: z.array(z.extend(postalAddress, { addressId: idOf('adr') })) }),
  errors: [],
});

export const handler = serve(contract, async (_, { caller }) => ({ data: await readAddresses(caller.customerId) }));
