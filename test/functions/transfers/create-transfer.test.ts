import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { contract as listEntries } from '../../../functions/accounts/list-entries.ts';
import { contract as listHolds } from '../../../functions/accounts/list-holds.ts';
import { contract as createTransfer } from '../../../functions/transfers/create-transfer.ts';
import { contract as readTransfer } from '../../../functions/transfers/read-transfer.ts';
import { accountNumberOf } from '../../../shared/domain/accounts/account-number.ts';
import { type Holder, moneyOf, newHolder, open } from '../../support/holders.ts';
import { refusal } from '../../support/people.ts';
import { acquainted, idsOf, wishOf } from '../../support/wishes.ts';

/** Well formed, so that it is looked up; the bank draws numbers at random, and this one is one of 10^12. */
const nobodysNumber = accountNumberOf('999999999999');

describe('createTransfer between own accounts', () => {
  it('moves the money at once', async () => {
    const payer = await newHolder(100_000n);
    const savings = await open(payer.device, 'II');
    const transfer = await payer.device.call(createTransfer, {
      ...wishOf(payer, savings, 30_000n),
      remark: '存款 2026',
    });
    expect(transfer).toMatchObject({
      state: 'BOOKED',
      amount: 30_000n,
      accountId: payer.accountId,
      remark: '存款 2026',
    });
    expect(await moneyOf(payer)).toEqual([70_000n, 70_000n, 0n]);
    expect(await moneyOf({ ...payer, ...savings })).toEqual([30_000n, 30_000n, 0n]);
    const { data } = await payer.device.call(listEntries, { accountId: savings.accountId });
    expect(data).toMatchObject([{ kind: 'transfer-in', amount: 30_000n, balanceAfter: 30_000n, remark: '存款 2026' }]);
    expect(await payer.device.call(readTransfer, idsOf(transfer))).toEqual(transfer);
  });
});

describe('createTransfer to somebody else', () => {
  let payer: Holder;
  let payee: Holder;
  beforeAll(async () => {
    [payer, payee] = await Promise.all([newHolder(1_000_000n), newHolder()]);
  });

  it('holds the money of a payment to somebody new until it is authorized', async () => {
    const transfer = await payer.device.call(createTransfer, wishOf(payer, payee, 10_000n));
    expect(transfer).toMatchObject({
      state: 'AWAITING_AUTHORIZATION',
      authorization: { factors: ['sms-otp'], attemptsLeft: 5 },
    });
    expect(await moneyOf(payer)).toEqual([1_000_000n, 990_000n, 10_000n]);
    expect(await moneyOf(payee)).toEqual([0n, 0n, 0n]);
    const { data } = await payer.device.call(listHolds, { accountId: payer.accountId });
    expect(data).toMatchObject([{ entryId: transfer.transferId, held: 10_000n }]);
  });

  it('moves small money to somebody known at once, up to 1,000 CNY of one day', async () => {
    const spender = await newHolder(1_000_000n);
    await acquainted(spender, payee);
    const pay = (amount: bigint) => spender.device.call(createTransfer, wishOf(spender, payee, amount));
    expect(await pay(60_000n)).toMatchObject({ state: 'BOOKED' });
    expect(await pay(40_001n)).toMatchObject({ state: 'AWAITING_AUTHORIZATION' });
    expect(await pay(40_000n)).toMatchObject({ state: 'BOOKED' });
    expect(await pay(1n)).toMatchObject({ state: 'AWAITING_AUTHORIZATION' });
    expect(await moneyOf(spender)).toEqual([899_999n, 859_997n, 40_002n]);
  });
});

describe('createTransfer refuses', () => {
  let payer: Holder;
  let payee: Holder;
  beforeAll(async () => {
    [payer, payee] = await Promise.all([newHolder(20_000_000n), newHolder()]);
  });

  /** Every refusal here leaves the payer's money and lines as they were. */
  async function refused(wish: ReturnType<typeof wishOf>, by = payer) {
    const before = await moneyOf(by);
    const problem = await refusal(by.device.call(createTransfer, wish));
    expect(await moneyOf(by)).toEqual(before);
    return problem;
  }

  it.each([
    ['an account number that nobody has', nobodysNumber],
    ['a mistyped account number', nobodysNumber.replace(/.$/, (digit) => String((Number(digit) + 1) % 10))],
  ])('%s', async (_what, accountNumber) => {
    expect(await refused(wishOf(payer, { accountNumber }, 1n))).toMatchObject({ status: 422, code: 'PAYEE_NOT_FOUND' });
  });

  it('the right number with another name, and does not say which is wrong', async () => {
    const wish = wishOf(payer, payee, 1n);
    const problem = await refused({ ...wish, payee: { ...wish.payee, name: '李四' } });
    expect(problem).toMatchObject({ status: 422, code: 'PAYEE_NOT_FOUND' });
    expect(JSON.stringify(problem)).not.toContain('明');
  });

  it('the same account on both sides', async () => {
    expect(await refused(wishOf(payer, payer, 1n))).toMatchObject({ status: 422, code: 'SAME_ACCOUNT' });
  });

  it("somebody else's account to pay from, as if it were not there", async () => {
    const foreign = await refusal(payer.device.call(createTransfer, wishOf(payee, payer, 1n)));
    const missing = { accountId: payee.accountId.replace(/.{4}$/, '0000') };
    const nobodys = await refusal(payer.device.call(createTransfer, wishOf(missing, payer, 1n)));
    expect(foreign).toMatchObject({ status: 404, code: 'ACCOUNT_NOT_FOUND' });
    expect({ ...foreign, traceId: '' }).toEqual({ ...nobodys, traceId: '' });
  });

  it('more than there is, by a fen', async () => {
    const poor = await newHolder(99n);
    expect(await refused(wishOf(poor, payee, 100n), poor)).toMatchObject({
      status: 422,
      code: 'INSUFFICIENT_FUNDS',
      details: { shortBy: { value: '0.01' } },
    });
  });

  it('more than 50,000 CNY of one day by an SMS code, and no fen less', async () => {
    expect(await refused(wishOf(payer, payee, 5_000_001n))).toMatchObject({
      status: 422,
      code: 'LIMIT_EXCEEDED',
      details: { rule: 'TOOL_DAY', remaining: { value: '50000.00' } },
    });
    const spender = await newHolder(6_000_000n);
    expect(await spender.device.call(createTransfer, wishOf(spender, payee, 5_000_000n))).toMatchObject({
      state: 'AWAITING_AUTHORIZATION',
    });
    expect(await refused(wishOf(spender, payee, 1n), spender)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      details: { remaining: { value: '0.00' } },
    });
  });

  it('money of a stranger for an account of class II', async () => {
    const classTwo = await open(payee.device, 'II');
    expect(await refused(wishOf(payer, classTwo, 1n))).toMatchObject({ status: 422, code: 'PAYEE_CANNOT_RECEIVE' });
  });

  it('more than 10,000 CNY of one day from an account of class II', async () => {
    const { device } = payer;
    const classTwo = await open(device, 'II');
    await device.call(createTransfer, wishOf(payer, classTwo, 1_000_001n));
    expect(await refused(wishOf(classTwo, payee, 1_000_001n), { ...payer, ...classTwo })).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      details: { rule: 'CLASS_DAY', remaining: { value: '10000.00' } },
    });
  });
});

describe('the key of a transfer', () => {
  let payer: Holder;
  let savings: { accountId: string; accountNumber: string };
  beforeAll(async () => {
    payer = await newHolder(100_000n);
    savings = await open(payer.device, 'II');
  });

  it('moves the money once, however often it is sent, also when the money is gone', async () => {
    const spender = await newHolder(500n);
    const pocket = await open(spender.device, 'III');
    const key = v7();
    const wish = wishOf(spender, pocket, 500n);
    const first = await spender.device.exchange(createTransfer, wish, key);
    const again = await spender.device.exchange(createTransfer, wish, key);
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(again.answer).toEqual(first.answer);
    expect(await moneyOf(spender)).toEqual([0n, 0n, 0n]);
  });

  it('keeps two equal transfers of two presses apart', async () => {
    const spender = await newHolder(500n);
    const pocket = await open(spender.device, 'III');
    const wish = wishOf(spender, pocket, 200n);
    await spender.device.call(createTransfer, wish);
    await spender.device.call(createTransfer, wish);
    expect(await moneyOf(spender)).toEqual([100n, 100n, 0n]);
  });

  it('is refused with another body', async () => {
    const key = v7();
    await payer.device.call(createTransfer, wishOf(payer, savings, 100n), key);
    const before = await moneyOf(payer);
    const other = payer.device.call(createTransfer, wishOf(payer, savings, 101n), key);
    expect(await refusal(other)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await moneyOf(payer)).toEqual(before);
  });

  it('is refused from another account of the same customer', async () => {
    const key = v7();
    await payer.device.call(createTransfer, wishOf(payer, savings, 100n), key);
    const back = payer.device.call(createTransfer, wishOf(savings, payer, 100n), key);
    expect(await refusal(back)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('is the own key of each customer', async () => {
    const key = v7();
    const other = await newHolder(100n);
    const pocket = await open(other.device, 'III');
    await payer.device.call(createTransfer, wishOf(payer, savings, 100n), key);
    expect((await other.device.exchange(createTransfer, wishOf(other, pocket, 100n), key)).replayed).toBe(false);
  });

  it('is refused when it is first used six minutes after it was made', async () => {
    const key = v7({ msecs: Date.now() - 6 * 60_000 });
    const late = payer.device.call(createTransfer, wishOf(payer, savings, 100n), key);
    expect(await refusal(late)).toMatchObject({ status: 400, code: 'IDEMPOTENCY_KEY_STALE' });
  });
});
