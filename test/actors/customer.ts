import { contract as confirmRegistration } from '../../functions/identity/confirm-registration.ts';
import { contract as confirmSignIn } from '../../functions/identity/confirm-sign-in.ts';
import { contract as createRegistration } from '../../functions/identity/create-registration.ts';
import { contract as createSignIn } from '../../functions/identity/create-sign-in.ts';
import { codeSentTo, type Device, newDevice, newPhone } from './device.ts';

/** Somebody signed in on a device. */
export interface Customer {
  readonly phone: string;
  readonly device: Device;
  readonly customerId: string;
  readonly deviceId: string;
  readonly sessionId: string;
  readonly refreshToken: string;
}

/** Registers somebody new on a new device, as the app does. */
export async function newCustomer(name = '王小明'): Promise<Customer> {
  const phone = newPhone();
  const device = await newDevice();
  const { challengeId } = await device.bank.call(createRegistration, { phone });
  const code = await codeSentTo(phone);
  const made = await device.bank.call(confirmRegistration, { challengeId, code, name, deviceName: '小明的手机' });
  device.accessToken = made.accessToken;
  return { phone, device, ...made };
}

/** Signs a customer in on one more device. A phone gets one text a minute, so this is for a phone that got none lately. */
export async function signInElsewhere(phone: string): Promise<Customer> {
  const device = await newDevice();
  const { challengeId } = await device.bank.call(createSignIn, { phone });
  const code = await codeSentTo(phone);
  const made = await device.bank.call(confirmSignIn, { challengeId, code, deviceName: '另一台手机' });
  device.accessToken = made.accessToken;
  return { phone, device, ...made };
}
