import { v7 } from 'uuid';
import { digestOf, termsOf, type TransferRow, transferEntity } from '../../../shared/data/transfer.entity.ts';
import { imageOf } from '../../../shared/data/stream-image.ts';
import { maskName } from '../../../shared/domain/identity/person-name.ts';
import { maskedNumber } from '../../../shared/domain/accounts/account-number.ts';
import type { Item, Wire } from '../memory/value.ts';
import { Client, type Told } from './client.ts';
import { choicesOf } from './drive.ts';
import { factsOf } from './judge.ts';
import { type Genesis, type Holding, noonMs } from './genesis.ts';
import { World } from './world.ts';

/** A customer's account by its place in the genesis, or a part of the hot account of the sandbox bank. */
type Target = number | 'part';
type Fields = Readonly<Record<string, Wire>>;

/** What a case works with: a bank in which 李伟 (1) waits to pay 60,000 fen to 赵敏 (2) and knows the code. */
interface Stage {
  readonly world: World;
  readonly client: Client;
  readonly accounts: readonly Holding[];
  readonly told: Told;
  readonly code: string;
  /** A line of the hot account that has its number. */
  readonly hotLine: Item;
  row(): TransferRow;
  fields(what: Target): { balance: bigint; available: bigint; held: bigint; version: bigint };
  /** Changes what is stored, as no code of the bank would. */
  store(what: 'transfer' | Target, fields: Fields): void;
  /** Shows readers something else than what is stored, or nothing. */
  show(what: 'transfer' | Target, fields: Fields | undefined): void;
}

/**
 * A decision taken on something that is not so: the first line of defence, the reading and deciding, is deceived. The conditions in
 * the write must refuse all the same.
 */
export interface Deception {
  readonly name: string;
  readonly happens: (stage: Stage) => Promise<unknown>;
  /** Whether the deception had success. */
  readonly harm: (stage: Stage) => boolean;
}

const n = (value: bigint | number): Wire => ({ N: String(value) });
const s = (value: string): Wire => ({ S: value });
const waiting = 60_000n;
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

/** Sets the stage and deceives the bank. @returns whether it let itself be deceived */
export async function deceive(bank: Genesis, { happens, harm }: Deception): Promise<boolean> {
  const { functions, items, accounts } = bank;
  const choose = choicesOf(1);
  const world = new World(
    functions,
    {
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      choose: (below) => (below === 4 ? 3 : choose(below)),
    },
    noonMs,
    items,
  );
  const client = new Client(world);
  const told = await client.pay(accounts[1]!, accounts[2]!, waiting);
  const code = (await client.codeFor(told))!;
  const facts = () => factsOf(world.table.items());
  const transferKey = transferEntity.key({ accountId: accounts[1]!.accountId, entryId: told.id });
  const hotLine = world.table.items().find((item) => item['entity']?.S === 'hot-entry')!;
  const idOf = (what: Target) => (what === 'part' ? hotLine['pk']!.S!.slice(4) : accounts[what]!.accountId);
  const isIt = (what: 'transfer' | Target, item: Item) =>
    what === 'transfer'
      ? item['pk']!.S === transferKey.pk && item['sk']!.S === transferKey.sk
      : item['entity']?.S === 'account' && item['pk']!.S === `ACC#${idOf(what)}`;
  const stage: Stage = {
    world,
    client,
    accounts,
    told,
    code,
    hotLine,
    row: () => transferEntity.from(imageOf(world.table.items().find((item) => isIt('transfer', item))!)),
    fields: (what) => facts().accounts.find(({ accountId }) => accountId === idOf(what))!,
    store: (what, fields) => world.table.rewrite((item) => (isIt(what, item) ? { ...item, ...fields } : item)),
    show: (what, fields) => (world.table.lie = (item) => (isIt(what, item) ? fields && { ...item, ...fields } : item)),
  };
  // A deceived function may find no way out and give up after its tries; what counts is what stands in the table.
  await happens(stage).catch(() => undefined);
  return harm(stage);
}
