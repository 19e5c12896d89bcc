import { inject } from 'vitest';
import { type BankClient, bankClient, CallFailed, type Send } from '../../shared/contract/client.ts';
import { type DeviceKey, newDeviceKey } from '../../shared/contract/proof.ts';
import { sendSigned } from '../../shared/contract/send-signed.ts';
import { contract as listSmsInbox } from '../../functions/sandbox-sms/list-sms-inbox.ts';

/** A phone in somebody's hand: its key, and the access token once somebody is signed in on it. */
export interface Device {
  readonly key: DeviceKey;
  accessToken?: string | undefined;
  readonly send: Send;
  readonly bank: BankClient;
}

/** A new device, on which nobody is signed in. */
export async function newDevice(): Promise<Device> {
  const key = await newDeviceKey();
  const send = sendSigned(inject('baseUrl'), () => ({
    key,
    ...(device.accessToken !== undefined && { accessToken: device.accessToken }),
  }));
  const device: Device = { key, send, bank: bankClient(send) };
  return device;
}

/** A phone number that no other test has: the whole run shares one bank. */
export const newPhone = (): string => `19${Math.floor(Math.random() * 1e9).toString().padStart(9, '0')}`;

/** The texts that a phone received, newest first. */
export async function textsTo(phone: string): Promise<string[]> {
  const { data } = await bankClient(sendSigned(inject('baseUrl'), () => undefined)).call(listSmsInbox, { phone });
  return data.map(({ text }) => text);
}

/** The code in the newest text to a phone. */
export async function codeSentTo(phone: string): Promise<string> {
  const [newest = ''] = await textsTo(phone);
  const [, code] = /验证码(\d{6})/.exec(newest) ?? [];
  if (!code) throw new Error('no code in the newest text');
  return code;
}

/** A code that is not the given one. */
export const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

/** The problem with which the bank refused, for `expect(await refusal(...)).toMatchObject({ code })`. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; code: string; details?: unknown }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CallFailed) return error.problem;
    throw error;
  }
  throw new Error('the bank did not refuse');
}
