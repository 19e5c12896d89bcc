import { inject } from 'vitest';
import { contract as confirmRegistration } from '../../functions/identity/confirm-registration.ts';
import { contract as confirmSignIn } from '../../functions/identity/confirm-sign-in.ts';
import { contract as createRegistration } from '../../functions/identity/create-registration.ts';
import { contract as createSignIn } from '../../functions/identity/create-sign-in.ts';
import { type Actor, inboxOf, over, stranger } from '../../local/actor.ts';
import { CallFailed } from '../../shared/contract/client.ts';

/** Somebody signed in on a device. */
export interface SignedIn {
  readonly phone: string;
  readonly device: Actor;
  readonly customerId: string;
  readonly deviceId: string;
  readonly sessionId: string;
  readonly refreshToken: string;
}

/** A new device, on which nobody is signed in. */
export const newDevice = (): Promise<Actor> => stranger(over(inject('baseUrl')));

/** A phone number that no other test has: the whole run shares one bank. */
export const newPhone = (): string =>
  `19${Math.floor(Math.random() * 1e9)
    .toString()
    .padStart(9, '0')}`;

/** The texts that a phone received, newest first. */
export const textsTo = async (phone: string): Promise<string[]> =>
  (await inboxOf(await newDevice(), phone)).map(({ text }) => text);

/** The newest code that was sent to a phone. */
export async function codeSentTo(phone: string): Promise<string> {
  for (const text of await textsTo(phone)) {
    const [, code] = /验证码(\d{6})/.exec(text) ?? [];
    if (code) return code;
  }
  throw new Error('no text with a code');
}

/** A code that is not the given one. */
export const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

/** Registers somebody new on a new device, as the app does. */
export async function newCustomer(): Promise<SignedIn> {
  const phone = newPhone();
  const device = await newDevice();
  const { challengeId } = await device.call(createRegistration, { phone });
  const person = { code: await codeSentTo(phone), name: '王小明', deviceName: '小明的手机' };
  return signedIn(phone, device, await device.call(confirmRegistration, { challengeId, ...person }));
}

/** Signs a customer in on one more device. */
export async function signInElsewhere(phone: string): Promise<SignedIn> {
  const device = await newDevice();
  const { challengeId } = await device.call(createSignIn, { phone });
  const answer = { code: await codeSentTo(phone), deviceName: '另一台手机' };
  return signedIn(phone, device, await device.call(confirmSignIn, { challengeId, ...answer }));
}

function signedIn<Made extends { accessToken: string }>(phone: string, device: Actor, made: Made) {
  device.accessToken = made.accessToken;
  return { phone, device, ...made };
}

/** The problem with which the bank refused, for `expect(await refusal(...)).toMatchObject({ code })`. */
export async function refusal(call: Promise<unknown>): Promise<CallFailed['problem']> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CallFailed) return error.problem;
    throw error;
  }
  throw new Error('the bank did not refuse');
}
