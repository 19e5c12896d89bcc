import { v7 } from 'uuid';
import { contract as confirmRegistration } from '../functions/identity/confirm-registration.ts';
import { contract as createRegistration } from '../functions/identity/create-registration.ts';
import { contract as createOperatorSession } from '../functions/operators/create-operator-session.ts';
import { contract as listSmsInbox } from '../functions/sandbox-sms/list-sms-inbox.ts';
import { bankClient, type Exchange, type Rest, type Send } from '../shared/contract/client.ts';
import type { Contract, Input, Output } from '../shared/contract/contract.ts';
import { type DeviceKey, newDeviceKey } from '../shared/contract/proof.ts';
import { sendSigned } from '../shared/contract/send-signed.ts';

/** How an actor reaches the bank: over HTTPS unless a test puts something between. */
export type Reach = (credentials: () => { key: DeviceKey; accessToken?: string } | undefined) => Send;

/** Somebody outside the bank who calls it: with a device key, perhaps signed in. Presses a new button for every idempotent call. */
export class Actor {
  readonly key: DeviceKey;
  readonly send: Send;
  accessToken: string | undefined;
  private readonly bank: ReturnType<typeof bankClient>;

  constructor(key: DeviceKey, reach: Reach, accessToken?: string) {
    this.key = key;
    this.accessToken = accessToken;
    this.send = reach(() => ({
      key: this.key,
      ...(this.accessToken !== undefined && { accessToken: this.accessToken }),
    }));
    this.bank = bankClient(this.send);
  }

  /** @throws CallFailed with the bank's problem */
  async call<C extends Contract>(contract: C, request: Input<C>, idempotencyKey?: string): Promise<Output<C>> {
    return (await this.exchange(contract, request, idempotencyKey)).answer;
  }

  async exchange<C extends Contract>(contract: C, request: Input<C>, idempotencyKey = v7()): Promise<Exchange<C>> {
    const rest = [contract.idempotent ? { idempotencyKey } : {}] as unknown as Rest<C>;
    return this.bank.exchange(contract, request, ...rest);
  }
}

/** Over HTTPS, to the bank at this address. */
export const over =
  (baseUrl: string): Reach =>
  (credentials) =>
    sendSigned(baseUrl, credentials);

/** A customer with a phone, a device and a session. */
export interface Customer extends Actor {
  readonly customerId: string;
  readonly tokens: Output<typeof confirmRegistration>;
  readonly phone: string;
  readonly name: string;
}

/** A person who has called nobody yet. */
export const stranger = async (reach: Reach): Promise<Actor> => new Actor(await newDeviceKey(), reach);

/** Registers a new customer with the code from the sandbox's phone. */
export async function register(reach: Reach, { phone, name }: { phone: string; name: string }): Promise<Customer> {
  const actor = await stranger(reach);
  const { challengeId } = await actor.call(createRegistration, { phone });
  const code = await nextCode(actor, phone);
  const bound = await actor.call(confirmRegistration, { challengeId, code, name, deviceName: `Phone of ${name}` });
  actor.accessToken = bound.accessToken;
  return Object.assign(actor, { customerId: bound.customerId, tokens: bound, phone, name });
}

/** Signs an operator in at a desk of his own. */
export async function signInOperator(reach: Reach, username: string, password: string): Promise<Actor> {
  const actor = await stranger(reach);
  const { accessToken } = await actor.call(createOperatorSession, { username, password });
  actor.accessToken = accessToken;
  return actor;
}

/** How long a text may take to arrive: a workflow and a cold function stand between. */
const patienceMs = 20_000;

/** The texts that lie in the sandbox's phone, newest first. */
export const inboxOf = async (actor: Actor, phone: string) => (await actor.call(listSmsInbox, { phone })).data;

/** Waits for a text that `seen` does not hold, and reads the code from it as a person would. */
export async function nextCode(
  actor: Actor,
  phone: string,
  seen: readonly { messageId: string }[] = [],
): Promise<string> {
  const text = await eventually(`a text to ${phone}`, async () => {
    const texts = await inboxOf(actor, phone);
    return texts.find(({ messageId }) => !seen.some((old) => old.messageId === messageId))?.text;
  });
  const code = /\d{6}/.exec(text)?.[0];
  if (!code) throw new Error('the text holds no code');
  return code;
}

/** Asks again and again until there is an answer; for what the bank does after it has answered. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const begun = Date.now(); Date.now() - begun < patienceMs;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited ${patienceMs / 1000} s for ${what}`);
}
