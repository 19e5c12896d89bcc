import { transferEntity, type TransferRow } from '../../../shared/data/transfer.entity.ts';
import { imageOf } from '../../../shared/data/stream-image.ts';
import type { Item, Wire } from '../memory/value.ts';
import { Client, type Told } from './client.ts';
import { choicesOf } from './drive.ts';
import { factsOf } from './judge.ts';
import { type Genesis, type Holding, noonMs } from './genesis.ts';
import { World } from './world.ts';

/** A customer's account by its place in the genesis, or a part of the hot account of the sandbox bank. */
type Target = number | 'part';
export type Fields = Readonly<Record<string, Wire>>;

/** What a case works with: a bank in which 李伟 (1) waits to pay 60,000 fen to 赵敏 (2) and knows the code. */
export interface Stage {
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

/** What waits on every stage, in fen. */
export const waiting = 60_000n;

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
