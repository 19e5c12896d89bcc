import { v7 } from 'uuid';
import { contract as openAccount } from '../../functions/accounts/open-account.ts';
import { contract as confirmRegistration } from '../../functions/identity/confirm-registration.ts';
import { contract as createRegistration } from '../../functions/identity/create-registration.ts';
import { contract as payIn } from '../../functions/sandbox-bank/pay-in.ts';
import { contract as listSmsInbox } from '../../functions/sandbox-sms/list-sms-inbox.ts';
import { contract as authorizeTransfer } from '../../functions/transfers/authorize-transfer.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { over, type Reach } from '../../local/actor.ts';
import type { Caller } from '../../shared/contract/caller.ts';
import { type BankClient, bankClient } from '../../shared/contract/client.ts';
import { type DeviceKey, newDeviceKey } from '../../shared/contract/proof.ts';
import type { Credentials } from '../../shared/contract/send-signed.ts';
import type { AccountClass } from '../../shared/domain/accounts/account.ts';

/** What a sign-in or a refresh gives. */
interface Held {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly deviceId?: string;
  readonly customerId?: string;
}

/** A bank that a customer can go to: on the meter or deployed. */
export interface Place {
  readonly baseUrl: string;
  /** How customers and operators reach it, where that is not plainly over HTTPS. */
  readonly reach?: Reach;
  /** Until what was begun has reached its end. */
  quiet(): Promise<unknown>;
  /** Where time can be made to pass, it does. */
  letPass(milliseconds: number): void;
}

let people = 0;
/** More than the pause between two texts to one phone, and than the hour in which one address may ask for 60. */
const pauseMs = 61_000;

/** A new press of a button. */
export const pressed = () => ({ idempotencyKey: v7({ msecs: Date.now() }) });

/** The typed client of somebody who holds these. */
export const clientAt = ({ baseUrl, reach = over(baseUrl) }: Pick<Place, 'baseUrl' | 'reach'>, held: Credentials) =>
  bankClient(reach(() => held));

/** A customer with a device, as the app acts for one. */
export class Person {
  readonly name: string;
  readonly phone: string;
  readonly bank: Place;
  key!: DeviceKey;
  accessToken?: string;
  refreshToken = '';
  sessionId = '';
  deviceId = '';
  customerId = '';
  /** The first account opened. */
  account!: { accountId: string; accountNumber: string };

  constructor(bank: Place) {
    people += 1;
    this.name = `${'赵钱孙李周吴郑王'[people % 8]}小${'一二三四五六七八九十'[people % 10]}`;
    this.phone = `138${String(people).padStart(8, '0')}`;
    this.bank = bank;
  }

  /** The typed client of this device; a text or a code needs no other. */
  get client(): BankClient {
    const { key, accessToken } = this;
    return clientAt(this.bank, { key, ...(accessToken && { accessToken }) });
  }

  /** Registers on a new device and opens a class I account with this much on it. */
  static async arrived(bank: Place, fen = 0n): Promise<Person> {
    const person = new Person(bank);
    person.key = await newDeviceKey();
    const { challengeId } = await person.client.call(createRegistration, { phone: person.phone });
    const code = await person.code();
    const asked = { challengeId, code, name: person.name, deviceName: '手机' };
    person.holds(await person.client.call(confirmRegistration, asked));
    person.account = await person.opened('I');
    if (fen > 0n) await person.paidIn(fen);
    bank.letPass(pauseMs);
    return person;
  }

  /** Keeps what a sign-in or a refresh gave. */
  holds(given: Held): void {
    this.accessToken = given.accessToken;
    this.refreshToken = given.refreshToken;
    this.sessionId = given.sessionId;
    this.deviceId = given.deviceId ?? this.deviceId;
    this.customerId = given.customerId ?? this.customerId;
  }

  /** Forgets the access token, not the device's key. */
  signedOut(): void {
    delete this.accessToken;
  }

  /** The code in the newest text to the phone. */
  async code(): Promise<string> {
    const { data } = await this.client.call(listSmsInbox, { phone: this.phone });
    const [code] = /\d{6}/.exec(data[0]?.text ?? '') ?? [];
    if (!code) throw new Error('no code in the newest text');
    return code;
  }

  opened(accountClass: AccountClass) {
    return this.client.call(openAccount, { accountClass, noLendingPledge: true }, pressed());
  }

  paidIn(amount: bigint) {
    return this.client.call(payIn, { accountNumber: this.account.accountNumber, amount }, pressed());
  }

  pays(payee: Person, amount: bigint, button = pressed(), remark?: string) {
    return this.client.call(createTransfer, { ...this.wish(payee, amount), ...(remark && { remark }) }, button);
  }

  /** The fields of a transfer to somebody. */
  wish({ account, name }: Person, amount: bigint) {
    return { fromAccountId: this.account.accountId, payee: { accountNumber: account.accountNumber, name }, amount };
  }

  /** The customer as the authorizer would assert it. */
  get caller(): Caller {
    const { customerId, sessionId, deviceId } = this;
    return { kind: 'customer', customerId, sessionId, deviceId };
  }

  /** Pays with the step-up that a stranger needs, to its end; the payee is known from then on. */
  async paysStranger(payee: Person, amount: bigint): Promise<string> {
    const { transferId } = await this.pays(payee, amount);
    await this.bank.quiet();
    await this.answers(transferId, await this.code());
    await this.bank.quiet();
    return transferId;
  }

  answers(transferId: string, code: string) {
    return this.client.call(authorizeTransfer, { accountId: this.account.accountId, transferId, code });
  }
}
