import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { contract as listEntries } from '../../../functions/accounts/list-entries.ts';
import { contract as payIn } from '../../../functions/sandbox-bank/pay-in.ts';
import type { Actor } from '../../../local/actor.ts';
import { accountNumberOf } from '../../../shared/domain/accounts/account-number.ts';
import { type Holder, moneyOf, newHolder, open } from '../../support/holders.ts';
import { newDevice, refusal } from '../../support/people.ts';

describe('payIn', () => {
  let bank: Actor;
  let holder: Holder;
  beforeAll(async () => {
    bank = await newDevice();
    holder = await newHolder();
  });

  it('credits an account of class I and shows in its statement', async () => {
    const { accountId, accountNumber } = holder;
    const paid = await bank.call(payIn, { accountNumber, amount: 12_345n });
    expect(paid).toMatchObject({ accountId, amount: 12_345n, balanceAfter: 12_345n });
    expect(await moneyOf(holder)).toEqual([12_345n, 12_345n, 0n]);
    const { data } = await holder.device.call(listEntries, { accountId });
    expect(data).toMatchObject([{ kind: 'pay-in', amount: 12_345n, balanceAfter: 12_345n }]);
  });

  it('is done once under a key, which serves no other payment', async () => {
    const { accountNumber } = holder;
    const [key, before] = [v7(), await moneyOf(holder)];
    const first = await bank.exchange(payIn, { accountNumber, amount: 5n }, key);
    const again = await bank.exchange(payIn, { accountNumber, amount: 5n }, key);
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(again.answer.journalId).toBe(first.answer.journalId);
    const other = bank.call(payIn, { accountNumber, amount: 6n }, key);
    expect(await refusal(other)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect((await moneyOf(holder))[0]).toBe(before[0]! + 5n);
  });

  it('refuses a number that nobody has', async () => {
    const nobody = bank.call(payIn, { accountNumber: accountNumberOf('999999999998'), amount: 1n });
    expect(await refusal(nobody)).toMatchObject({ status: 404, code: 'ACCOUNT_NOT_FOUND' });
  });

  it.each(['II', 'III'] as const)('refuses money of strangers for class %s', async (accountClass) => {
    const bound = await open(holder.device, accountClass);
    const paid = bank.call(payIn, { accountNumber: bound.accountNumber, amount: 1n });
    expect(await refusal(paid)).toMatchObject({ status: 422, code: 'PAYEE_CANNOT_RECEIVE' });
    expect(await moneyOf({ ...holder, ...bound })).toEqual([0n, 0n, 0n]);
  });

  it('counts twenty payments at once', async () => {
    const busy = await newHolder();
    await Promise.all(
      Array.from({ length: 20 }, () => bank.call(payIn, { accountNumber: busy.accountNumber, amount: 3n })),
    );
    expect(await moneyOf(busy)).toEqual([60n, 60n, 0n]);
  });
});
