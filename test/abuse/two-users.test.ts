import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { contract as createAddress } from '../../functions/addresses/create-address.ts';
import { contract as listAddresses } from '../../functions/addresses/list-addresses.ts';
import { contract as listSessions } from '../../functions/identity/list-sessions.ts';
import { contract as buyVoucher } from '../../functions/partner-coffee/buy-voucher.ts';
import { contract as readTransfer } from '../../functions/transfers/read-transfer.ts';
import { newId } from '../../shared/data/new-id.ts';
import type { IdPrefix } from '../../shared/domain/ids.ts';
import { type Holder, moneyOf, newHolder } from '../support/holders.ts';
import { newDevice } from '../support/people.ts';
import { awaited } from '../support/wishes.ts';
import { everyOperation, idFieldsOf, subsetsOf, wireOf } from './every-operation.ts';

const operations = await everyOperation();

/** Somebody with one of everything that an id can name. */
interface Owner extends Holder {
  readonly ids: Readonly<Record<string, string>>;
  readonly waiting: { accountId: string; transferId: string };
}

async function owner(friend: { accountNumber: string }): Promise<Owner> {
  const holder = await newHolder(1_000_000n);
  const { ids: waiting } = await awaited(holder, friend, 200_000n);
  const place = { name: '王小明', phone: holder.phone, address: '哈尔滨市道里区中央大街1号' };
  const { addressId } = await holder.device.call(createAddress, place);
  const { orderId } = await holder.device.call(buyVoucher, { accountId: holder.accountId });
  const ids = {
    acc: holder.accountId,
    trf: waiting.transferId,
    ses: holder.sessionId,
    dev: holder.deviceId,
    adr: addressId,
    ord: orderId,
  };
  return { ...holder, ids, waiting };
}

let victim: Owner;
let attacker: Owner;
beforeAll(async () => {
  const friend = await newHolder();
  [victim, attacker] = [await owner(friend), await owner(friend)];
});

/** What a caller can tell two answers apart by, beside the trace id. */
async function answerTo(contract: (typeof operations)[number], values: Record<string, string>) {
  const { status, body } = await attacker.device.send(wireOf(contract, values, v7()));
  const { traceId: _, ...said } = JSON.parse(body) as Record<string, unknown>;
  return { status, said };
}

const ofCustomers = operations.filter(({ auth }) => auth === 'customer');
const matrix = ofCustomers.flatMap((contract) =>
  subsetsOf(idFieldsOf(contract)).map(
    (taken) => [contract.name, taken.map(({ name }) => name).join(' and '), contract, taken] as const,
  ),
);

/** An answer with each of these ids blotted out. */
const withoutIds = (answer: unknown, ids: Readonly<Record<string, string>>): string =>
  Object.values(ids).reduce((text, id) => text.replaceAll(id, 'id'), JSON.stringify(answer));

describe("another customer's id (abuse case 8)", () => {
  it('is tried at every operation that takes one', () => {
    expect(matrix.length).toBeGreaterThan(15);
  });

  it.each(matrix)('%s with another %s reads like one that is not there', async (_name, _fields, contract, taken) => {
    const own = Object.fromEntries(idFieldsOf(contract).map(({ name, prefix }) => [name, attacker.ids[prefix]!]));
    const known = taken.filter(({ prefix }) => victim.ids[prefix] === undefined);
    expect(known, 'give the owner one of these').toEqual([]);
    const stolen = Object.fromEntries(taken.map(({ name, prefix }) => [name, victim.ids[prefix]!]));
    const invented = Object.fromEntries(taken.map(({ name, prefix }) => [name, newId(prefix as IdPrefix)]));
    const [seen, absent] = [
      await answerTo(contract, { ...own, ...stolen }),
      await answerTo(contract, { ...own, ...invented }),
    ];
    // Some answers name the id that they were asked about.
    expect(withoutIds(seen, stolen)).toEqual(withoutIds(absent, invented));
    // Removing what is not there is done already, and says so.
    if (contract.method !== 'DELETE') expect(seen.status).toBeGreaterThanOrEqual(400);
    const told = JSON.stringify(seen);
    for (const secret of [victim.phone, victim.accountNumber, victim.customerId]) expect(told).not.toContain(secret);
  });

  it('has changed nothing of what is hers', async () => {
    expect(await moneyOf(victim)).toEqual([expect.any(BigInt), expect.any(BigInt), expect.any(BigInt)]);
    expect((await victim.device.call(readTransfer, victim.waiting)).state).toBe('AWAITING_AUTHORIZATION');
    expect((await victim.device.call(listSessions, {})).data.map(({ sessionId }) => sessionId)).toContain(
      victim.sessionId,
    );
    expect((await victim.device.call(listAddresses, {})).data.map(({ addressId }) => addressId)).toEqual([
      victim.ids['adr'],
    ]);
  });
});

describe('an operation that is not for everybody', () => {
  const closed = operations.filter(({ auth }) => auth !== 'public');

  it.each(closed.map((contract) => [contract.name, contract] as const))(
    '%s answers nobody who is nobody',
    async (_name, contract) => {
      const bare = await (await newDevice()).send(wireOf(contract, idsFor(contract), v7()));
      // Who holds a key and nothing else is somebody to the operations that sign in, and nobody to all others.
      if (contract.auth === 'key') expect(bare.status).not.toBe(500);
      else expect([401, 403]).toContain(bare.status);
    },
  );

  const ofOperators = operations.filter(({ auth }) => typeof auth === 'object');
  it.each(ofOperators.map((contract) => [contract.name, contract] as const))(
    '%s refuses a customer',
    async (_name, contract) => {
      const { status } = await attacker.device.send(wireOf(contract, idsFor(contract), v7()));
      expect([401, 403]).toContain(status);
    },
  );
});

const idsFor = (contract: (typeof operations)[number]) =>
  Object.fromEntries(idFieldsOf(contract).map(({ name, prefix }) => [name, newId(prefix as IdPrefix)]));
