import * as z from 'zod/mini';
import { defineError } from '../errors.ts';
import { identityRules } from '../parameters/identity.ts';

/** A phone or tablet bound to a customer by its own key (绑定设备). */
export interface Device {
  readonly deviceId: string;
  readonly customerId: string;
  /** What the customer calls it. C2: people name devices after themselves. */
  readonly name: string;
  readonly thumbprint: string;
  readonly boundAt: number;
  /** Milliseconds since 1970 until which limits are those of a new device. */
  readonly coolingUntil: number;
  /** The session of its last sign-in, whether or not it still lives: a new sign-in replaces it. */
  readonly sessionId: string;
}

/** A device name: printable, one line. */
export const deviceName = z
  .string()
  .check(z.minLength(1), z.maxLength(40), z.regex(/^[\p{L}\p{M}\p{N}\p{P}\p{Zs}]+$/u));

/** The key is bound already, to this customer or to another: one key is one device of one person. */
export const DeviceKeyTaken = defineError({
  code: 'DEVICE_KEY_TAKEN',
  kind: 'conflict',
  title: { zh: '该设备已绑定', en: 'This device is bound already' },
  action: { zh: '请直接用本设备登录，或更换设备密钥', en: 'Sign in with this device, or make a new key' },
  details: z.strictObject({}),
});

export const TooManyDevices = defineError({
  code: 'TOO_MANY_DEVICES',
  kind: 'refused',
  title: { zh: '绑定的设备已达上限', en: 'No more devices can be bound' },
  action: { zh: '请先在已绑定的设备上解绑一台', en: 'Remove one on a device that is bound' },
  details: z.strictObject({ devicesMax: z.int() }),
});

export const DeviceNotFound = defineError({
  code: 'DEVICE_NOT_FOUND',
  kind: 'missing',
  title: { zh: '没有该设备', en: 'There is no such device' },
  action: { zh: '请刷新列表', en: 'Read the list again' },
  details: z.strictObject({}),
});

/** No device is bound by the key that signed the proof. */
export const DeviceNotBound = defineError({
  code: 'DEVICE_NOT_BOUND',
  kind: 'unauthenticated',
  title: { zh: '本设备尚未绑定', en: 'This device is not bound to a customer' },
  action: { zh: '请用短信验证码登录', en: 'Sign in with a text message' },
  details: z.strictObject({}),
});

/** The first device of a customer has nobody to protect yet; every later one cools. */
export const coolingUntil = (boundBefore: number, now: number): number =>
  boundBefore === 0 ? now : now + identityRules.device.coolingSeconds * 1000;
