import { v7 } from 'uuid';
import { newId } from '../../../shared/data/new-id.ts';
import { Client, type Told } from './client.ts';
import { eventOf, type Genesis, type Holding, noonMs } from './genesis.ts';
import { World } from './world.ts';

/** One request and the one code with which it must be refused. */
export interface Refusal {
  readonly name: string;
  readonly code: string;
  readonly ask: (desk: Desk) => Promise<string>;
}

const amount = (fen: number) => ({ currency: 'CNY', value: (fen / 100).toFixed(2) });
const staleMs = 301_000;

/** A calm bank, and somebody who asks it for what he may not have. */
class Desk {
  readonly world: World;
  readonly client: Client;
  readonly accounts: readonly Holding[];

  constructor({ functions, items, accounts }: Genesis) {
    const seam = {
      pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
      choose: (below: number) => below - 1,
    };
    this.world = new World(functions, seam, noonMs, items);
    this.client = new Client(this.world);
    this.accounts = accounts;
  }

  /** Calls an operation once and reads its code, or its state. */
  async ask(
    name: string,
    who: Holding | undefined,
    body: object | undefined,
    key?: string,
    path?: Record<string, string>,
  ): Promise<string> {
    const event = eventOf(who?.customerId, body, key === undefined ? {} : { 'idempotency-key': key }, path);
    const ending = await this.world.invoke<{ body: string }>(name, event);
    if (ending.how !== 'returned') return ending.how;
    const { code, state } = JSON.parse(ending.value.body) as { code?: string; state?: string };
    return code ?? state ?? 'DONE';
  }

  key = (agoMs = 0): string => v7({ msecs: this.world.now() - agoMs });

  pay(from: Holding, to: Partial<Holding>, fen: number, key = this.key(), who = from): Promise<string> {
    const payee = { accountNumber: to.number, name: to.name };
    return this.ask('createTransfer', who, { fromAccountId: from.accountId, payee, amount: amount(fen) }, key);
  }
  payIn(accountNumber: string, fen: number, key = this.key()): Promise<string> {
    return this.ask('payIn', undefined, { accountNumber, amount: amount(fen) }, key);
  }
  open(accountClass: string, key = this.key()): Promise<string> {
    return this.ask('openAccount', this.accounts[1], { accountClass, noLendingPledge: true }, key);
  }

  /** A transfer of 李伟 that waits, its code, and a way to act on it. */
  async waiting(): Promise<{ told: Told; code: string; act: (name: string, body?: object) => Promise<string> }> {
    const [, li, zhao] = this.accounts as [Holding, Holding, Holding];
    const told = await this.client.pay(li, zhao, 60_000n);
    const code = (await this.client.codeFor(told))!;
    const path = { accountId: li.accountId, transferId: told.id };
    return { told, code, act: (name, body) => this.ask(name, li, body, undefined, path) };
  }
}

const onTwo = async (first: Promise<string>, second: () => Promise<string>): Promise<string> => {
  await first;
  return second();
};

/** Every refusal of the money's operations, each for its one reason. */
export const refusals: readonly Refusal[] = [
  {
    name: 'a transfer with a key from long ago',
    code: 'IDEMPOTENCY_KEY_STALE',
    ask: (d) => d.pay(d.accounts[0]!, d.accounts[1]!, 1, d.key(staleMs)),
  },
  {
    name: 'a transfer with a key from the future',
    code: 'IDEMPOTENCY_KEY_STALE',
    ask: (d) => d.pay(d.accounts[0]!, d.accounts[1]!, 1, d.key(-staleMs)),
  },
  {
    name: 'a pay-in with a key from long ago',
    code: 'IDEMPOTENCY_KEY_STALE',
    ask: (d) => d.payIn(d.accounts[0]!.number, 1, d.key(staleMs)),
  },
  {
    name: 'an account with a key from long ago',
    code: 'IDEMPOTENCY_KEY_STALE',
    ask: (d) => d.open('II', d.key(staleMs)),
  },
  {
    name: 'another transfer with the same key',
    code: 'IDEMPOTENCY_KEY_REUSED',
    ask: (d) => {
      const key = d.key();
      return onTwo(d.pay(d.accounts[0]!, d.accounts[1]!, 1, key), () => d.pay(d.accounts[0]!, d.accounts[1]!, 2, key));
    },
  },
  {
    name: 'a transfer from another own account with the same key',
    code: 'IDEMPOTENCY_KEY_REUSED',
    ask: (d) => {
      const key = d.key();
      return onTwo(d.pay(d.accounts[0]!, d.accounts[3]!, 100, key), () =>
        d.pay(d.accounts[3]!, d.accounts[0]!, 100, key),
      );
    },
  },
  {
    name: 'another pay-in with the same key',
    code: 'IDEMPOTENCY_KEY_REUSED',
    ask: (d) => {
      const key = d.key();
      return onTwo(d.payIn(d.accounts[0]!.number, 1, key), () => d.payIn(d.accounts[0]!.number, 2, key));
    },
  },
  {
    name: 'another account with the same key',
    code: 'IDEMPOTENCY_KEY_REUSED',
    ask: (d) => {
      const key = d.key();
      return onTwo(d.open('II', key), () => d.open('III', key));
    },
  },
  { name: 'a second account of class I', code: 'TOO_MANY_ACCOUNTS', ask: (d) => d.open('I') },
  {
    name: "a transfer from another customer's account",
    code: 'ACCOUNT_NOT_FOUND',
    ask: (d) => d.pay(d.accounts[0]!, d.accounts[1]!, 1, d.key(), d.accounts[2]),
  },
  {
    name: 'a transfer to a name that is not the holder',
    code: 'PAYEE_NOT_FOUND',
    ask: (d) => d.pay(d.accounts[0]!, { ...d.accounts[1], name: '李玮' }, 1),
  },
  {
    name: 'a transfer to a number that nobody has',
    code: 'PAYEE_NOT_FOUND',
    ask: (d) => d.pay(d.accounts[0]!, { ...d.accounts[1], number: '6212630000000000000' }, 1),
  },
  { name: 'a transfer to itself', code: 'SAME_ACCOUNT', ask: (d) => d.pay(d.accounts[0]!, d.accounts[0]!, 1) },
  {
    name: 'a transfer of more than a new phone may move',
    code: 'LIMIT_EXCEEDED',
    ask: (d) => d.pay(d.accounts[0]!, d.accounts[1]!, 500_001),
  },
  {
    name: 'a transfer of more than there is',
    code: 'INSUFFICIENT_FUNDS',
    ask: (d) => d.pay(d.accounts[0]!, d.accounts[1]!, 150_001),
  },
  {
    name: 'more than a class III account may hold',
    code: 'BALANCE_CAP_EXCEEDED',
    ask: (d) => onTwo(d.payIn(d.accounts[0]!.number, 100_000), () => d.pay(d.accounts[0]!, d.accounts[3]!, 200_001)),
  },
  {
    name: 'a stranger who pays into class III',
    code: 'PAYEE_CANNOT_RECEIVE',
    ask: (d) => d.pay(d.accounts[1]!, d.accounts[3]!, 1),
  },
  {
    name: 'another bank that pays into class III',
    code: 'PAYEE_CANNOT_RECEIVE',
    ask: (d) => d.payIn(d.accounts[3]!.number, 1),
  },
  {
    name: 'a pay-in to a number that nobody has',
    code: 'ACCOUNT_NOT_FOUND',
    ask: (d) => d.payIn('6212630000000000000', 1),
  },
  ...(['createTransfer to a friend', 'createTransfer to a stranger'] as const).map((name, index): Refusal => ({
    name: `${name} from a frozen account`,
    code: 'ACCOUNT_NOT_USABLE',
    ask: (d) => {
      d.world.table.rewrite((item) =>
        item['pk']!.S === `ACC#${d.accounts[0]!.accountId}` && item['sk']!.S === 'ACC'
          ? { ...item, status: { S: 'FROZEN' } }
          : item,
      );
      return d.pay(d.accounts[0]!, d.accounts[1 + index]!, 1);
    },
  })),
  {
    name: 'a wrong code',
    code: 'WRONG_CODE',
    ask: async (d) => d.waiting().then(({ code, act }) => act('authorizeTransfer', { code: other(code) })),
  },
  {
    name: 'a code that was never made',
    code: 'CODE_NOT_VALID',
    ask: async (d) => {
      const { code, act } = await d.waiting();
      d.world.table.rewrite(({ codeHash: _none, ...item }) => item);
      return act('authorizeTransfer', { code });
    },
  },
  {
    name: 'a code whose time is over',
    code: 'CODE_NOT_VALID',
    ask: async (d) => {
      const { code, act } = await d.waiting();
      d.world.table.rewrite((item) =>
        item['codeValidUntil'] ? { ...item, codeValidUntil: { N: String(d.world.now()) } } : item,
      );
      return act('authorizeTransfer', { code });
    },
  },
  {
    name: 'a code of another agreement',
    code: 'CODE_NOT_VALID',
    ask: async (d) => {
      const { code, act } = await d.waiting();
      d.world.table.rewrite((item) => (item['codeDigest'] ? { ...item, codeDigest: { S: 'another' } } : item));
      return act('authorizeTransfer', { code });
    },
  },
  {
    name: 'an answer after the time of the transfer',
    code: 'TRANSFER_NOT_OPEN',
    ask: async (d) => {
      const { code, act } = await d.waiting();
      d.world.table.rewrite((item) =>
        item['authorizeUntil'] ? { ...item, authorizeUntil: { N: String(d.world.now()) } } : item,
      );
      return act('authorizeTransfer', { code });
    },
  },
  {
    name: 'a second code after the time of the transfer',
    code: 'TRANSFER_NOT_OPEN',
    ask: async (d) => {
      const { act } = await d.waiting();
      d.world.table.rewrite((item) =>
        item['authorizeUntil']
          ? { ...item, authorizeUntil: { N: String(d.world.now()) }, codeSentAt: { N: '0' } }
          : item,
      );
      return act('resendCode', {});
    },
  },
  {
    name: 'a second code at once',
    code: 'CODE_TOO_SOON',
    ask: async (d) => d.waiting().then(({ act }) => act('resendCode', {})),
  },
  {
    name: 'a fourth code',
    code: 'CODE_TOO_SOON',
    ask: async (d) => {
      const { act } = await d.waiting();
      d.world.table.rewrite((item) =>
        item['codesSent'] ? { ...item, codesSent: { N: '3' }, codeSentAt: { N: '0' } } : item,
      );
      return act('resendCode', {});
    },
  },
  {
    name: 'a code for what is cancelled',
    code: 'TRANSFER_NOT_OPEN',
    ask: async (d) => {
      const { act } = await d.waiting();
      return onTwo(act('cancelTransfer', {}), () => act('resendCode', {}));
    },
  },
  {
    name: 'the cancelling of what is authorized',
    code: 'TRANSFER_NOT_OPEN',
    ask: async (d) => {
      const { code, act } = await d.waiting();
      return onTwo(act('authorizeTransfer', { code }), () => act('cancelTransfer', {}));
    },
  },
  {
    name: 'the receipt of what is not booked',
    code: 'RECEIPT_NOT_READY',
    ask: async (d) => d.waiting().then(({ act }) => act('readReceipt')),
  },
  ...['readTransfer', 'cancelTransfer', 'authorizeTransfer', 'resendCode'].map((name): Refusal => ({
    name: `${name} of a transfer that is not there`,
    code: 'TRANSFER_NOT_FOUND',
    ask: (d) =>
      d.ask(name, d.accounts[0], bodyOf(name), undefined, {
        accountId: d.accounts[0]!.accountId,
        transferId: newId('trf'),
      }),
  })),
];

const bodyOf = (name: string) =>
  name === 'readTransfer' ? undefined : name === 'authorizeTransfer' ? { code: '000000' } : {};
const other = (code: string): string => (code === '000000' ? '000001' : '000000');

/** Asks and answers what the bank said. */
export const refusedWith = (bank: Genesis, { ask }: Refusal): Promise<string> => ask(new Desk(bank));
