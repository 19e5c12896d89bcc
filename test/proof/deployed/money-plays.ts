import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { v7 } from 'uuid';
import { contract as openAccount } from '../../../functions/accounts/open-account.ts';
import { contract as payIn } from '../../../functions/sandbox-bank/pay-in.ts';
import { contract as cancelTransfer } from '../../../functions/transfers/cancel-transfer.ts';
import { eventually } from '../../../local/actor.ts';
import { commit } from '../../../shared/data/commit.ts';
import { expiryEntity } from '../../../shared/data/expiry.entity.ts';
import { transferEntity } from '../../../shared/data/transfer.entity.ts';
import { dayOf } from '../../../shared/domain/time.ts';
import type { Cast, Order } from './cast.ts';
import { insist, untilAnswered } from './insist.ts';
import { type Play, recovered } from './play.ts';

/** The body of a transfer's id: the table has the prefix after it. */
const markOf = ({ ids }: Order): string => ids.transferId.slice('trf_'.length);

async function cancels(cast: Cast, { ids }: Order): Promise<void> {
  const { state } = await insist(cast.spender, cancelTransfer, ids);
  if (state !== 'CANCELLED') throw new Error(`a cancelled transfer is ${state}`);
}

/** Aims at a function that runs once the transfer is ordered; the transfer is cancelled when it has. */
const whenOrdered = (operation: string, when: string): Play => ({
  operation,
  when,
  perform: async (cast, aim) => {
    const order = await cast.pressing();
    const armed = aim(markOf(order));
    await cast.orders(cast.spender, order);
    await recovered(armed);
    await cancels(cast, order);
  },
});

/** Aims at a function that runs once the transfer is authorized. */
const whenAuthorized = (operation: string, when: string): Play => ({
  operation,
  when,
  perform: async (cast, aim) => {
    const order = await cast.orders();
    const code = await cast.codeFor(cast.spender, order);
    const armed = aim(markOf(order));
    await cast.authorizes(cast.spender, order, code);
    await recovered(armed);
  },
});

/** Lets the whole time of a transfer pass whose workflow is lost, so that only the sweep can end it. */
async function lapses({ stage }: Cast, { ids }: Order): Promise<void> {
  stage.stopped.push(ids.transferId);
  const executionArn = await stage.cloud.executionOf(ids.transferId);
  await stage.cloud.workflows.send(new StopExecutionCommand({ executionArn }));
  const id = { accountId: ids.accountId, entryId: ids.transferId };
  const { holdUntil = 0n } = (await transferEntity.read(id, 'consistent'))!;
  const note = { ...id, day: dayOf(Number(holdUntil)), holdUntil };
  await eventually('the note of the expiry', () => expiryEntity.read(note, 'consistent'));
  const lapsed = BigInt(Date.now() - 1000);
  await commit(transferEntity.update(id, { set: { authorizeUntil: lapsed, holdUntil: lapsed } }, []));
  await commit(
    expiryEntity.remove(note, []),
    expiryEntity.put({ ...id, day: dayOf(Number(lapsed)), holdUntil: lapsed, kind: 'transfer-out' }),
  );
}

/** Everything that moves money or decides whether it moves. */
export const moneyPlays: readonly Play[] = [
  {
    operation: 'createTransfer',
    when: 'to a known payee, booked at once',
    perform: async (cast, aim) => {
      const key = v7();
      aim(key);
      await cast.pays(key);
    },
  },
  {
    operation: 'createTransfer',
    when: 'held for a code',
    perform: async (cast, aim) => {
      const order = await cast.pressing();
      aim(order.key);
      await cast.orders(cast.spender, order);
      await cancels(cast, order);
    },
  },
  whenOrdered('startAuthorization', 'a transfer was written waiting'),
  whenOrdered('indexHoldExpiry', 'a new hold'),
  {
    operation: 'openChallenge',
    when: 'first code of a transfer, with which it is booked',
    perform: async (cast, aim) => {
      const order = await cast.pressing();
      const armed = aim(markOf(order));
      await cast.orders(cast.spender, order);
      await recovered(armed);
      // Tried again, it sends again: the newest text holds.
      await cast.authorizes(cast.spender, order);
    },
  },
  whenAuthorized('authorizeTransfer', 'the right code'),
  whenAuthorized('settleTransfer', 'booked after the right code'),
  whenAuthorized('rememberPayee', 'a payee paid with step-up'),
  {
    operation: 'cancelTransfer',
    when: 'one that waits',
    perform: async (cast, aim) => {
      const order = await cast.orders();
      await cast.codeFor(cast.spender, order);
      aim(markOf(order));
      await cancels(cast, order);
    },
  },
  {
    operation: 'payIn',
    when: 'from another bank, by way of a hot account',
    perform: async ({ friend }, aim) => {
      const key = v7();
      aim(key);
      await insist(friend, payIn, { accountNumber: friend.accountNumber, amount: 1n }, key);
    },
  },
  {
    operation: 'foldHotEntries',
    when: 'a line of a hot account',
    perform: async ({ payer }, aim) => {
      const armed = aim(payer.accountId);
      await insist(payer, payIn, { accountNumber: payer.accountNumber, amount: 1n });
      await recovered(armed);
    },
  },
  {
    operation: 'openAccount',
    when: 'one more of class II or III',
    perform: async (cast, aim) => {
      const { person, accountClass } = await cast.opener();
      const key = v7();
      aim(key);
      await insist(person, openAccount, { accountClass, noLendingPledge: true }, key);
    },
  },
  {
    operation: 'sweepExpiredHolds',
    when: 'one lapsed transfer',
    perform: async (cast, aim) => {
      const order = await cast.orders();
      await cast.codeFor(cast.spender, order);
      await lapses(cast, order);
      aim(order.key);
      const sweep = () => cast.stage.cloud.runFunction('sweep-expired-holds', { mark: order.key });
      await untilAnswered(sweep, () => true);
      await cast.reaches(cast.spender, order, 'EXPIRED');
    },
  },
];
