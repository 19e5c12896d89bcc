import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { v7 } from 'uuid';
import { holdingsEntity } from '../../../shared/data/holdings.entity.ts';
import { digestOf, termsOf, transferEntity } from '../../../shared/data/transfer.entity.ts';
import { maskName } from '../../../shared/domain/identity/person-name.ts';
import { maskedNumber } from '../../../shared/domain/accounts/account-number.ts';
import type { Item, Wire } from '../memory/value.ts';
import { factsOf } from './judge.ts';
import { eventOf, type Holding, noonMs } from './genesis.ts';
import { type Deception, type Fields, type Stage, waiting } from './stage.ts';
import type { World } from './world.ts';

const n = (value: bigint | number): Wire => ({ N: String(value) });
const s = (value: string): Wire => ({ S: value });
const settle = ({ world, told, accounts }: Stage) =>
  world.invoke('settleTransfer', { accountId: accounts[1]!.accountId, transferId: told.id });
const lastPaid = ({ client }: Stage) => client.told.at(-1)!.answer === 'DONE';
const booked = ({ row }: Stage) => row().state === 'BOOKED';

export const deceptions: readonly Deception[] = [
  ...(
    [
      ['OPEN', 'FROZEN'],
      ['OPEN', 'CLOSED'],
    ] as const
  ).flatMap(([shown, stored]): Deception[] => [
    {
      name: `a ${stored} payer pays at once`,
      happens: (stage) =>
        hide(stage, 0, stored, shown, () => stage.client.pay(stage.accounts[0]!, stage.accounts[1]!, 1n)),
      harm: lastPaid,
    },
    {
      name: `a ${stored} payer reserves`,
      happens: (stage) =>
        hide(stage, 0, stored, shown, () => stage.client.pay(stage.accounts[0]!, stage.accounts[2]!, 1n)),
      harm: lastPaid,
    },
    {
      name: `a ${stored} payer's hold is captured`,
      happens: async (stage) => {
        stage.store('transfer', { state: s('AUTHORIZED') });
        await hide(stage, 1, stored, shown, () => settle(stage));
      },
      harm: booked,
    },
  ]),
  {
    name: 'a CLOSED payee receives',
    happens: (stage) =>
      hide(stage, 1, 'CLOSED', 'OPEN', () => stage.client.pay(stage.accounts[0]!, stage.accounts[1]!, 1n)),
    harm: lastPaid,
  },
  {
    name: 'a CLOSED payee of class III receives',
    happens: (stage) =>
      hide(stage, 3, 'CLOSED', 'OPEN', () => stage.client.pay(stage.accounts[0]!, stage.accounts[3]!, 1n)),
    harm: lastPaid,
  },
  {
    name: 'money that is not there is paid',
    happens: ({ client, accounts, show }) => {
      show(0, { available: n(9_000_000) });
      return client.pay(accounts[0]!, accounts[3]!, 150_001n);
    },
    harm: lastPaid,
  },
  {
    name: 'money that is not there is reserved',
    happens: ({ client, accounts, show }) => {
      show(0, { available: n(9_000_000) });
      return client.pay(accounts[0]!, accounts[2]!, 150_001n);
    },
    harm: lastPaid,
  },
  {
    name: 'a class III account is filled above its cap',
    happens: ({ client, accounts, store, show }) => {
      store(3, { balance: n(200_000), available: n(200_000) });
      show(3, { balance: n(0), available: n(0) });
      return client.pay(accounts[0]!, accounts[3]!, 1n);
    },
    harm: lastPaid,
  },
  {
    name: 'a hold is captured that the account does not have',
    happens: async (stage) => {
      stage.store('transfer', { state: s('AUTHORIZED') });
      stage.store(1, { held: n(0), available: n(150_000) });
      stage.show(1, { held: n(waiting), available: n(90_000) });
      await settle(stage);
    },
    harm: booked,
  },
  {
    name: 'a hold is given back that the account does not have',
    happens: async (stage) => {
      stage.store(1, { held: n(0), available: n(150_000) });
      stage.show(1, { held: n(waiting), available: n(150_000) });
      await stage.client.cancel(stage.told);
    },
    harm: ({ fields }) => fields(1).available > 150_000n,
  },
  {
    name: 'a hold is given back over a newer version of the account',
    happens: async (stage) => {
      stage.store(1, { version: n(900), balance: n(1), available: n(1 - 60_000) });
      stage.show(1, { version: n(3), balance: n(150_000), available: n(90_000) });
      await stage.client.cancel(stage.told);
    },
    harm: ({ row }) => row().state === 'CANCELLED',
  },
  {
    name: 'a class III account is credited over a newer version of it',
    happens: ({ client, accounts, store, show }) => {
      store(3, { version: n(900), balance: n(5), available: n(5) });
      show(3, { version: n(1), balance: n(0), available: n(0) });
      return client.pay(accounts[0]!, accounts[3]!, 1n);
    },
    harm: ({ fields }) => fields(3).version < 900n,
  },
  ...(
    [
      ['pays at once', 0, ({ client, accounts }) => client.pay(accounts[0]!, accounts[1]!, 1n)],
      ['reserves', 0, ({ client, accounts }) => client.pay(accounts[0]!, accounts[2]!, 1n)],
      ['is credited', 1, ({ client, accounts }) => client.pay(accounts[0]!, accounts[1]!, 1n)],
      ['is captured from', 1, settle],
    ] as readonly [string, number, (stage: Stage) => Promise<unknown>][]
  ).map(([what, which, happens]): Deception => ({
    name: `an account ${what} over a newer version of it`,
    happens: (stage) => {
      stage.store('transfer', { state: s('AUTHORIZED') });
      const { balance, available, held, version } = stage.fields(which);
      stage.store(which, { version: n(900), balance: n(5), available: n(5) });
      stage.show(which, { version: n(version), balance: n(balance), available: n(available), held: n(held) });
      return happens(stage);
    },
    harm: ({ fields }) => fields(which).version < 900n,
  })),
  {
    name: 'a part of a hot account is folded over a newer version of it',
    happens: (stage) => foldInto(stage, { version: n(1), balance: n(0) }),
    harm: ({ fields }) => fields('part').version < 900n,
  },
  {
    name: 'a part of a hot account that is there is begun anew',
    happens: (stage) => foldInto(stage, undefined),
    harm: ({ fields }) => fields('part').version < 900n,
  },
  {
    name: 'an account is opened over a newer list of accounts',
    happens: (stage) => {
      const { pk, sk } = holdingsEntity.key({ customerId: stage.accounts[1]!.customerId });
      const isList = (item: Item) => item['pk']!.S === pk && item['sk']!.S === sk;
      stage.world.table.rewrite((item) => (isList(item) ? { ...item, version: n(900) } : item));
      stage.world.table.lie = (item) => (isList(item) ? { ...item, version: n(1) } : item);
      return openClassTwo(stage, 1);
    },
    harm: ({ world, accounts }) => hasOpened(world, accounts[1]!, 'II'),
  },
  {
    name: 'two accounts get one number',
    happens: (stage) =>
      withDice(7, async () => {
        await openClassTwo(stage, 0);
        await openClassTwo(stage, 1);
      }),
    harm: ({ world, accounts }) => hasOpened(world, accounts[1]!, 'II'),
  },
  {
    name: 'one press of the button pays twice',
    happens: async ({ client, accounts, world }) => {
      const key = v7({ msecs: noonMs });
      const first = await client.pay(accounts[0]!, accounts[1]!, 10n, undefined, noonMs, key);
      const { sk } = transferEntity.key({ accountId: accounts[0]!.accountId, entryId: first.id });
      world.table.lie = (item) => (item['sk']!.S === sk ? undefined : item);
      await client.pay(accounts[0]!, accounts[1]!, 10n, undefined, noonMs, key);
    },
    harm: ({ fields }) => fields(0).balance < 150_000n - 10n,
  },
  {
    name: 'what was not authorized is booked',
    happens: async (stage) => {
      stage.show('transfer', { state: s('AUTHORIZED') });
      await settle(stage);
    },
    harm: booked,
  },
  {
    name: 'what was given back is booked',
    happens: async (stage) => {
      stage.store('transfer', { state: s('AUTHORIZED'), status: s('RLSD') });
      await settle(stage);
    },
    harm: booked,
  },
  {
    name: 'another amount than the authorized one is booked',
    happens: async (stage) => {
      const forged = { ...stage.row(), amountFen: -1n };
      const payee = stage.accounts[2]!;
      const digest = digestOf(termsOf(forged, { number: maskedNumber(payee.number), name: maskName(payee.name) }));
      stage.store('transfer', { state: s('AUTHORIZED') });
      stage.show('transfer', { amountFen: n(-1), digest: s(digest) });
      await settle(stage);
    },
    harm: booked,
  },
  {
    name: 'what is not authorized is rejected',
    happens: async (stage) => {
      stage.show('transfer', { state: s('AUTHORIZED'), digest: s('another') });
      await settle(stage);
    },
    harm: ({ row }) => row().state === 'REJECTED',
  },
  {
    name: 'what was given back is rejected again',
    happens: async (stage) => {
      stage.store('transfer', { state: s('AUTHORIZED'), status: s('RLSD'), digest: s('another') });
      await settle(stage);
    },
    harm: ({ row }) => row().state === 'REJECTED',
  },
  {
    name: 'what is authorized is cancelled',
    happens: async (stage) => {
      stage.store('transfer', { state: s('AUTHORIZED') });
      stage.show('transfer', { state: s('AWAITING_AUTHORIZATION') });
      await stage.client.cancel(stage.told);
    },
    harm: ({ row }) => row().state === 'CANCELLED',
  },
  {
    name: 'what was given back is cancelled',
    happens: async (stage) => {
      stage.store('transfer', { status: s('RLSD') });
      await stage.client.cancel(stage.told);
    },
    harm: ({ row }) => row().state === 'CANCELLED',
  },
  {
    name: 'what is cancelled is authorized',
    happens: async (stage) => {
      stage.store('transfer', { state: s('CANCELLED') });
      stage.show('transfer', { state: s('AWAITING_AUTHORIZATION') });
      await answer(stage);
    },
    harm: ({ row }) => row().state === 'AUTHORIZED',
  },
  {
    name: 'a sixth answer is right',
    happens: async (stage) => {
      stage.store('transfer', { attempts: n(5) });
      await answer(stage);
    },
    harm: ({ row }) => row().state === 'AUTHORIZED',
  },
  {
    name: 'an answer comes too late',
    happens: async (stage) => {
      stage.store('transfer', { authorizeUntil: n(noonMs - 1) });
      stage.show('transfer', { authorizeUntil: n(noonMs + 1000) });
      await answer(stage);
    },
    harm: ({ row }) => row().state === 'AUTHORIZED',
  },
  {
    name: 'a code is right that a newer one has made void',
    happens: async (stage) => {
      stage.show('transfer', { codeHash: s(stage.row().codeHash!) });
      stage.store('transfer', { codeHash: s('newer') });
      await answer(stage);
    },
    harm: ({ row }) => row().state === 'AUTHORIZED',
  },
  {
    name: 'a code is sent for what is cancelled',
    happens: async (stage) => {
      stage.world.passTime(61_000);
      stage.store('transfer', { state: s('CANCELLED'), codeHash: s('old') });
      stage.show('transfer', { state: s('AWAITING_AUTHORIZATION') });
      await stage.client.resend(stage.told);
    },
    harm: ({ row }) => row().codeHash !== 'old',
  },
  {
    name: 'a line is numbered that is not there',
    happens: async ({ world }) => {
      const before = world.table.items().length;
      const ghost = {
        entity: s('hot-entry'),
        pk: s('ACC#acc_00000000000000000000001011#07'),
        sk: s(`ENT#${noonMs}#ent_01m85qxxw0e1eazzqzhy4y908c`),
        journalId: s('jnl'),
        kind: s('pay-in'),
        counterpartyId: s('acc'),
        amountFen: n(-5),
      };
      await world.invoke('foldHotEntries', {
        Records: [
          {
            eventID: '1',
            eventName: 'INSERT',
            dynamodb: { SequenceNumber: '1', Keys: { pk: ghost.pk, sk: ghost.sk }, NewImage: ghost },
          },
        ],
      });
      return before;
    },
    harm: ({ world }) => world.table.items().some((item) => item['sk']!.S!.endsWith('ent_01m85qxxw0e1eazzqzhy4y908c')),
  },
];

const answer = ({ client, told, code }: Stage) => client.authorize(told, true, undefined, code);

const pressed = v7({ msecs: noonMs });

const openClassTwo = ({ world, accounts }: Stage, who: number) =>
  world.invoke(
    'openAccount',
    eventOf(accounts[who]!.customerId, { accountClass: 'II', noLendingPledge: true }, { 'idempotency-key': pressed }),
  );

const hasOpened = (world: World, { customerId }: Holding, accountClass: string): boolean =>
  factsOf(world.table.items()).accounts.some((one) => one.ownerId === customerId && one.accountClass === accountClass);

/** Lets the machine's dice always fall alike. */
async function withDice(always: number, work: () => Promise<void>): Promise<void> {
  const { randomInt } = crypto;
  Object.assign(crypto, { randomInt: () => always });
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    Object.assign(crypto, { randomInt });
    syncBuiltinESMExports();
  }
}

/** One more line comes to a part of the hot account, which is shown otherwise than it is. */
async function foldInto({ world, store, show, hotLine }: Stage, shown: Fields | undefined): Promise<void> {
  const { seq: _seq, balanceAfter: _after, ...rest } = hotLine;
  const line: Item = { ...rest, sk: s(`ENT#${noonMs}#ent_01m85qxxw0e1eazzqzhy4y908d`) };
  world.table.plant(line);
  store('part', { version: n(900), balance: n(-5) });
  show('part', shown);
  const dynamodb = { SequenceNumber: '1', Keys: { pk: line['pk'], sk: line['sk'] }, NewImage: line };
  await world.invoke('foldHotEntries', { Records: [{ eventID: '1', eventName: 'INSERT', dynamodb }] });
}

async function hide(
  { store, show }: Stage,
  account: number,
  stored: string,
  shown: string,
  then: () => Promise<unknown>,
): Promise<void> {
  store(account, { status: s(stored) });
  show(account, { status: s(shown) });
  await then();
}
