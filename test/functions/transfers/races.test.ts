import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { contract as listEntries } from '../../../functions/accounts/list-entries.ts';
import { contract as authorizeTransfer } from '../../../functions/transfers/authorize-transfer.ts';
import { contract as cancelTransfer } from '../../../functions/transfers/cancel-transfer.ts';
import { contract as createTransfer } from '../../../functions/transfers/create-transfer.ts';
import { contract as readTransfer } from '../../../functions/transfers/read-transfer.ts';
import { eventually } from '../../../local/actor.ts';
import { CallFailed } from '../../../shared/contract/client.ts';
import { moneyOf, newHolder, open } from '../../support/holders.ts';
import { wrong } from '../../support/people.ts';
import { awaited, wishOf } from '../../support/wishes.ts';

/** Sends all at once and says how each ended: the state it was told, or the code of the problem. */
const allAtOnce = (calls: readonly Promise<{ state: string }>[]): Promise<string[]> =>
  Promise.all(
    calls.map(async (call) => {
      try {
        return (await call).state;
      } catch (error) {
        if (error instanceof CallFailed) return error.problem.code;
        throw error;
      }
    }),
  );

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('at once', () => {
  it('thirty wrong guesses: at most five are judged (abuse case 3)', async () => {
    const [payer, payee] = [await newHolder(50_000n), await newHolder()];
    const { ids, code } = await awaited(payer, payee, 10_000n);
    const guess = () => payer.device.call(authorizeTransfer, { ...ids, code: wrong(code) });
    const told = await allAtOnce(times(30, guess));
    const judged = told.filter((one) => one === 'WRONG_CODE').length;
    expect(judged).toBeLessThanOrEqual(5);
    expect(told.every((one) => ['WRONG_CODE', 'TRANSFER_NOT_OPEN', 'TRY_AGAIN'].includes(one))).toBe(true);
    const { state, authorization } = await payer.device.call(readTransfer, ids);
    expect(state === 'REFUSED' ? 0 : authorization!.attemptsLeft).toBe(5 - judged);
    expect((await moneyOf(payee))[0]).toBe(0n);
  });

  it('two transfers that together exceed the balance: exactly one is booked', async () => {
    const payer = await newHolder(1_000n);
    const [pocket, purse] = [await open(payer.device, 'III'), await open(payer.device, 'III')];
    const pay = (payee: { accountNumber: string }) => payer.device.call(createTransfer, wishOf(payer, payee, 600n));
    expect((await allAtOnce([pay(pocket), pay(purse)])).toSorted()).toEqual(['BOOKED', 'INSUFFICIENT_FUNDS']);
    expect(await moneyOf(payer)).toEqual([400n, 400n, 0n]);
  });

  it('eight transfers that together exceed the limit of a day: no more than the limit waits (abuse case 9)', async () => {
    const [payer, payee] = [await newHolder(20_000_000n), await newHolder()];
    const pay = () => payer.device.call(createTransfer, wishOf(payer, payee, 2_000_000n));
    const told = await allAtOnce(times(8, pay));
    const waiting = told.filter((one) => one === 'AWAITING_AUTHORIZATION').length;
    expect(waiting).toBeLessThanOrEqual(2);
    expect((await moneyOf(payer))[2]).toBe(BigInt(waiting) * 2_000_000n);
  });

  it('twenty sendings of one press of the button: one transfer', async () => {
    const payer = await newHolder(100_000n);
    const pocket = await open(payer.device, 'III');
    const key = v7();
    const pay = () => payer.device.call(createTransfer, wishOf(payer, pocket, 700n), key);
    const told = await allAtOnce(times(20, pay));
    expect(told).toContain('BOOKED');
    expect(told.every((one) => ['BOOKED', 'TRY_AGAIN'].includes(one))).toBe(true);
    expect(await moneyOf(payer)).toEqual([99_300n, 99_300n, 0n]);
    expect((await payer.device.call(listEntries, { accountId: pocket.accountId })).data).toHaveLength(1);
  });

  it.each([1, 2, 3, 4])('approve and cancel: one wins, and the money is where it says (%i)', async () => {
    const [payer, payee] = [await newHolder(50_000n), await newHolder()];
    const { ids, code } = await awaited(payer, payee, 10_000n);
    const told = await allAtOnce([
      payer.device.call(authorizeTransfer, { ...ids, code }),
      payer.device.call(cancelTransfer, ids),
    ]);
    expect(told.filter((one) => one === 'TRANSFER_NOT_OPEN')).toHaveLength(1);
    const { state } = await eventually('an end', async () => {
      const transfer = await payer.device.call(readTransfer, ids);
      return transfer.state === 'BOOKED' || transfer.state === 'CANCELLED' ? transfer : undefined;
    });
    const moved = state === 'BOOKED' ? 10_000n : 0n;
    expect(told[1] === 'CANCELLED').toBe(state === 'CANCELLED');
    expect(await moneyOf(payer)).toEqual([50_000n - moved, 50_000n - moved, 0n]);
    expect(await moneyOf(payee)).toEqual([moved, moved, 0n]);
  });
});
