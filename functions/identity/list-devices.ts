import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { zonedTime } from '../../shared/contract/time-view.ts';
import { listDevices } from '../../shared/data/device.store.ts';
import { deviceName } from '../../shared/domain/identity/device.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { serve } from '../../shared/lambda/serve.ts';

const deviceView = z.strictObject({
  deviceId: idOf('dev'),
  name: deviceName,
  current: z.boolean(),
  boundAt: zonedTime,
  /** Until then the limits of a new device apply. */
  coolingUntil: zonedTime,
});

export const contract = defineContract({
  name: 'listDevices',
  summary: 'The devices that can act for the customer, newest first',
  method: 'GET',
  path: '/devices',
  auth: 'customer',
  business: 'identity',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.strictObject({}),
  /** At most five (rule pack): never more than one page. */
  output: z.strictObject({ data: z.array(deviceView) }),
  errors: [],
});

export const handler = serve(contract, async (_nothing, { caller }) => {
  const devices = await listDevices(caller.customerId);
  const data = devices.map(({ deviceId, name, boundAt, coolingUntil }) => ({
    deviceId,
    name,
    current: deviceId === caller.deviceId,
    boundAt: isoTime(boundAt),
    coolingUntil: isoTime(coolingUntil),
  }));
  return { data };
});
