import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import { type Device, DeviceKeyTaken, DeviceNotBound, DeviceNotFound, deviceName } from '../domain/identity/device.ts';
import { commit, decide, Stale, type Write } from './commit.ts';
import { customers } from './customer.entity.ts';
import { type DeviceRow, deviceKeys, devices } from './device.entity.ts';
import { newId } from './new-id.ts';
import { commitUnlessDone } from './once.ts';
import { readPage } from './page.ts';
import { seal, unseal } from './sealed.ts';
import { newSession, type Started, sessionWrite } from './session.store.ts';
import { sessions } from './session.entity.ts';

const personal = z.strictObject({ name: deviceName });

/** The bound devices of a customer, newest first: at most five (see the rule pack), so one page holds them all. */
export async function listDevices(customerId: string): Promise<Device[]> {
  const { pk } = devices.key({ customerId, deviceId: '' });
  const page = await readPage(devices, {
    pk,
    from: 'DEV#',
    to: 'DEV#~',
    order: 'newest',
    limit: 100,
    consistency: 'consistent',
  });
  return Promise.all(page.data.map(deviceOf));
}

/** A device that is about to be bound, and the session that it starts with. */
export interface Binding {
  readonly device: Device;
  readonly started: Started;
}

/** Plans a device of this key and its first session. */
export function newDevice(made: Omit<Device, 'deviceId' | 'boundAt' | 'sessionId'>, now: number): Binding {
  const deviceId = newId('dev', now);
  const started = newSession(made.customerId, { kind: 'customer', deviceId }, made.thumbprint, now);
  return { device: { ...made, deviceId, boundAt: now, sessionId: started.session.sessionId }, started };
}

/** The writes that bind a device: first its session (see `commitOnce`), then the device and its key. */
export async function bindingWrites({ device, started }: Binding): Promise<Write[]> {
  const { customerId, deviceId, thumbprint, name, sessionId } = device;
  const sealed = await seal({ name }, devices.key(device));
  const [boundAt, coolingUntil] = [BigInt(device.boundAt), BigInt(device.coolingUntil)];
  const row: DeviceRow = { customerId, deviceId, thumbprint, sealed, boundAt, coolingUntil, sessionId };
  return [
    sessionWrite(started),
    devices.insert(row, () => new Error('a device id was made twice')),
    deviceKeys.insert({ thumbprint, customerId, deviceId }, () => new DomainError(DeviceKeyTaken)),
  ];
}

/**
 * Starts a session on the device that a key is bound to, in place of the one it had.
 * @throws DeviceNotBound
 */
export async function startDeviceSession(
  thumbprint: string,
  now: number,
): Promise<Started & { readonly deviceId: string }> {
  const bound = await deviceKeys.read({ thumbprint }, 'consistent');
  if (!bound) throw new DomainError(DeviceNotBound);
  const { customerId, deviceId } = bound;
  const started = newSession(customerId, { kind: 'customer', deviceId }, thumbprint, now);
  const { sessionId } = started.session;
  await decide(async () => {
    const device = await devices.read({ customerId, deviceId }, 'consistent');
    if (!device) throw new DomainError(DeviceNotBound);
    // An earlier round of this very call stood, though the table did not say so: there is no other session to remove.
    if (device.sessionId === sessionId) return;
    await commitUnlessDone(
      sessionWrite(started),
      devices.update({ customerId, deviceId }, { set: { sessionId } }, [
        devices.guard.is('sessionId', device.sessionId),
      ]),
      sessions.remove({ subjectId: customerId, sessionId: device.sessionId }, []),
    );
  });
  return { ...started, deviceId };
}

/** Unbinds a device: its key signs nobody in any more, and its session is over for the next call. @throws DeviceNotFound */
export async function removeDevice(customerId: string, deviceId: string): Promise<void> {
  let seen = false;
  await decide(async () => {
    const device = await devices.read({ customerId, deviceId }, 'consistent');
    // Gone since this very call saw it: by an earlier round that the table did not answer, or by somebody who wanted the same.
    if (!device && seen) return;
    if (!device) throw new DomainError(DeviceNotFound);
    seen = true;
    await commit(
      devices.remove(device, [devices.guard.is('sessionId', device.sessionId)], () => new Stale('signed in meanwhile')),
      deviceKeys.remove(device, []),
      sessions.remove({ subjectId: customerId, sessionId: device.sessionId }, []),
      customers.update({ customerId }, { add: { devices: -1n } }, [customers.guard.above('devices', 0n)]),
    );
  });
}

async function deviceOf(row: DeviceRow): Promise<Device> {
  const { customerId, deviceId, thumbprint, sessionId } = row;
  const { name } = await unseal(row.sealed, devices.key(row), personal);
  return {
    customerId,
    deviceId,
    name,
    thumbprint,
    sessionId,
    boundAt: Number(row.boundAt),
    coolingUntil: Number(row.coolingUntil),
  };
}
