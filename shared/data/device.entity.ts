import { Entity } from './entity.ts';

/** A bound device. `sealed` holds the name that the customer gave it. */
export interface DeviceRow {
  readonly customerId: string;
  readonly deviceId: string;
  readonly thumbprint: string;
  readonly sealed: Uint8Array;
  readonly boundAt: bigint;
  readonly coolingUntil: bigint;
  /** The session that its last sign-in started, whether or not it still lives. */
  readonly sessionId: string;
}
export const devices = new Entity<DeviceRow, Pick<DeviceRow, 'customerId' | 'deviceId'>>(
  'device',
  ({ customerId, deviceId }) => ({
    pk: `CUS#${customerId}`,
    sk: `DEV#${deviceId}`,
  }),
);

/** Whose device signs with a key: one key, one device. */
export interface DeviceKeyRow {
  readonly thumbprint: string;
  readonly customerId: string;
  readonly deviceId: string;
}
export const deviceKeys = new Entity<DeviceKeyRow, Pick<DeviceKeyRow, 'thumbprint'>>(
  'device-key',
  ({ thumbprint }) => ({
    pk: `KEY#${thumbprint}`,
    sk: 'KEY',
  }),
);
