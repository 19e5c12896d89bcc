import { v7 } from 'uuid';
import { contract as openAccount } from '../../../functions/accounts/open-account.ts';
import { contract as refreshSession } from '../../../functions/identity/refresh-session.ts';
import { contract as payIn } from '../../../functions/sandbox-bank/pay-in.ts';
import { contract as authorizeTransfer } from '../../../functions/transfers/authorize-transfer.ts';
import { contract as createTransfer } from '../../../functions/transfers/create-transfer.ts';
import { contract as previewTransfer } from '../../../functions/transfers/preview-transfer.ts';
import { contract as readTransfer } from '../../../functions/transfers/read-transfer.ts';
import { Actor, type Customer, eventually, inboxOf, register } from '../../../local/actor.ts';
import type { Output } from '../../../shared/contract/contract.ts';
import { transferIdOf } from '../../../shared/data/transfer.store.ts';
import { accountsPerPersonMax } from '../../../shared/domain/accounts/account.ts';
import { decimalOf } from '../../../shared/domain/money.ts';
import { transferRulesOf } from '../../../shared/domain/parameters/transfer.ts';
import { dayOf } from '../../../shared/domain/time.ts';
import { insist } from './insist.ts';
import type { Stage } from './stage.ts';

/** A customer with a class I account. */
export interface Person extends Customer {
  readonly accountId: string;
  readonly accountNumber: string;
  /** Of one use: the next one comes with the next access token. */
  readonly refreshToken: string;
}

/** A transfer that was ordered: its id is known before, from the button that is pressed. */
export interface Order {
  readonly key: string;
  readonly ids: { readonly accountId: string; readonly transferId: string };
  /** Another amount than the transfers before it, so that its text is known by it. */
  readonly fen: bigint;
  /** Texts that came before it. */
  readonly seen: readonly { readonly messageId: string }[];
}

const funds = 1_000_000n;
let phones = 0;

/** The customers of one lane, who do everything that can be done to money. */
export class Cast {
  readonly stage: Stage;
  /** Pays the friend without a code. */
  readonly payer: Person;
  /** Has used up what may be paid without a code today: every transfer asks for one. */
  readonly spender: Person;
  readonly friend: Person;
  private saver: { person: Person; opened: number } | undefined;
  private refreshedAt = Date.now();
  private pressed = 0;

  private constructor(stage: Stage, payer: Person, spender: Person, friend: Person) {
    this.stage = stage;
    this.payer = payer;
    this.spender = spender;
    this.friend = friend;
  }

  static async arrive(stage: Stage): Promise<Cast> {
    // One after the other: the bank's functions have never run, and a text must not wait for nine of them to start.
    const payer = await newPerson(stage, funds);
    const spender = await newPerson(stage, funds);
    const friend = await newPerson(stage);
    const cast = new Cast(stage, payer, spender, friend);
    for (const person of [payer, spender]) {
      const order = await cast.orders(person);
      await cast.authorizes(person, order);
      await eventually('the friend to be known', async () => {
        const { factors } = await person.call(previewTransfer, wishOf(person, friend, 1n));
        return factors.length === 0 || undefined;
      });
    }
    const key = v7();
    const { state } = await spender.call(
      createTransfer,
      wishOf(spender, friend, transferRulesOf(dayOf(Date.now())).stepUpFreeDayFen),
      key,
    );
    if (state !== 'BOOKED') throw new Error(`the last free transfer is ${state}`);
    stage.direct.push(idsOf(spender, key).transferId);
    return cast;
  }

  /** Gets new tokens for everybody before the old ones are over. */
  async staysSignedIn(): Promise<void> {
    if (Date.now() - this.refreshedAt < refreshMs) return;
    this.refreshedAt = Date.now();
    const everybody = [this.payer, this.spender, this.friend, ...(this.saver ? [this.saver.person] : [])];
    await Promise.all(everybody.map((person) => refreshed(person, this.stage)));
  }

  /** A transfer to come. */
  async pressing(person: Person = this.spender): Promise<Order> {
    const key = v7();
    this.pressed++;
    const fen = BigInt(1 + (this.pressed % 99));
    return { key, ids: idsOf(person, key), fen, seen: await inboxOf(person, person.phone) };
  }

  /** Orders a transfer that waits for its code. */
  async orders(person: Person = this.spender, order?: Order): Promise<Order> {
    const pressed = order ?? (await this.pressing(person));
    const { state } = await insist(person, createTransfer, wishOf(person, this.friend, pressed.fen), pressed.key);
    if (state !== 'AWAITING_AUTHORIZATION') throw new Error(`a transfer that should wait is ${state}`);
    this.stage.steppedUp.push(pressed.ids.transferId);
    return pressed;
  }

  /** Pays one fen that needs no code. */
  async pays(key = v7()): Promise<void> {
    const { payer, friend, stage } = this;
    const { state, transferId } = await insist(payer, createTransfer, wishOf(payer, friend, 1n), key);
    if (state !== 'BOOKED') throw new Error(`a transfer without a code is ${state}`);
    stage.posted.push(transferId);
    stage.direct.push(transferId);
  }

  /** Answers with the code that came, and waits until the money has moved. */
  async authorizes(person: Person, order: Order, code?: string): Promise<void> {
    const answer = code ?? (await this.codeFor(person, order));
    await insist(person, authorizeTransfer, { ...order.ids, code: answer });
    await this.reaches(person, order, 'BOOKED');
    this.stage.posted.push(order.ids.transferId);
  }

  /** The newest code that came for this transfer. */
  codeFor(person: Person, { fen, seen }: Order): Promise<string> {
    return eventually('the code', async () => {
      const texts = await inboxOf(person, person.phone);
      const mine = texts.filter(({ messageId }) => !seen.some((one) => one.messageId === messageId));
      const newest = mine.find(({ text }) => text.includes(`${decimalOf(fen)}元`));
      return newest && /\d{6}/.exec(newest.text)?.[0];
    });
  }

  async reaches(person: Person, { ids }: Order, state: Output<typeof readTransfer>['state']): Promise<void> {
    await eventually(`${ids.transferId} to be ${state}`, async () => {
      const found = await insist(person, readTransfer, ids);
      return found.state === state || undefined;
    });
  }

  /** Somebody who may still open an account, and the class of it. */
  async opener(): Promise<{ person: Person; accountClass: 'II' | 'III' }> {
    const { II, III } = accountsPerPersonMax;
    if (!this.saver || this.saver.opened === II + III) {
      this.saver = { person: await newPerson(this.stage), opened: 0 };
    }
    const accountClass = this.saver.opened++ < II ? 'II' : 'III';
    return { person: this.saver.person, accountClass };
  }
}

/** Well before the five minutes of an access token, which also begin later than this clock says. */
const refreshMs = 120_000;

async function refreshed(person: Person, { reach }: Stage): Promise<void> {
  // By the device's key alone: whoever shows an access token asks as a customer.
  const device = new Actor(person.key, reach);
  const { accessToken, refreshToken } = await insist(device, refreshSession, { refreshToken: person.refreshToken });
  Object.assign(person, { accessToken, refreshToken });
}

async function newPerson({ reach }: Stage, fen = 0n): Promise<Person> {
  const phone = `139${String(++phones).padStart(8, '0')}`;
  const customer = await register(reach, { phone, name: '王小明' });
  const account = await customer.call(openAccount, { accountClass: 'I', noLendingPledge: true });
  if (fen > 0n) await customer.call(payIn, { accountNumber: account.accountNumber, amount: fen });
  const { accountId, accountNumber } = account;
  return Object.assign(customer, { accountId, accountNumber, refreshToken: customer.tokens.refreshToken });
}

const idsOf = ({ customerId, accountId }: Person, key: string) => ({
  accountId,
  transferId: transferIdOf(customerId, accountId, key),
});

/** What `payer` asks for to pay `payee` this much, in fen. */
export const wishOf = (payer: Person, payee: Person, amount: bigint) => ({
  fromAccountId: payer.accountId,
  payee: { accountNumber: payee.accountNumber, name: payee.name },
  amount,
});
