import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { removeDevice } from '../../shared/data/device.store.ts';
import { DeviceNotFound } from '../../shared/domain/identity/device.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'removeDevice',
  summary: 'Unbind a device: its key signs nobody in any more and its session ends',
  method: 'DELETE',
  path: '/devices/{deviceId}',
  auth: 'customer',
  business: 'identity',
  idempotent: false,
  grants: ['table:write'],
  input: z.strictObject({ deviceId: idOf('dev') }),
  output: z.strictObject({ deviceId: idOf('dev') }),
  errors: [DeviceNotFound],
});

export const handler = serve(contract, async ({ deviceId }, { caller: { customerId } }) => {
  await removeDevice(customerId, deviceId);
  return { deviceId };
});
