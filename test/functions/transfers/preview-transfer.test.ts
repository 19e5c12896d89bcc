import { beforeAll, describe, expect, it } from 'vitest';
import { contract as previewTransfer } from '../../../functions/transfers/preview-transfer.ts';
import { type Holder, holderName, moneyOf, newHolder, open } from '../../support/holders.ts';
import { refusal } from '../../support/people.ts';
import { wishOf } from '../../support/wishes.ts';

describe('previewTransfer', () => {
  let payer: Holder;
  let payee: Holder;
  beforeAll(async () => {
    [payer, payee] = await Promise.all([newHolder(10_000_000n), newHolder()]);
  });

  it('tells what a payment to somebody new would take, and writes nothing', async () => {
    const told = await payer.device.call(previewTransfer, wishOf(payer, payee, 123_456n));
    expect(told).toMatchObject({
      payee: {
        name: '**明',
        accountNumber: `${payee.accountNumber.slice(0, 6)}*********${payee.accountNumber.slice(-4)}`,
      },
      amount: 123_456n,
      fee: 0n,
      arrival: 'REAL_TIME',
      factors: ['sms-otp'],
      bindingLimit: { rule: 'TOOL_DAY', remaining: 4_876_544n },
    });
    expect(told.notice.zh).toContain('谨防电信网络诈骗');
    expect(await moneyOf(payer)).toEqual([10_000_000n, 10_000_000n, 0n]);
    expect(await moneyOf(payee)).toEqual([0n, 0n, 0n]);
  });

  it('asks for nothing and counts nothing between own accounts', async () => {
    const pocket = await open(payer.device, 'II');
    const told = await payer.device.call(previewTransfer, wishOf(payer, pocket, 6_000_000n));
    expect(told.factors).toEqual([]);
    expect(told.bindingLimit).toBeUndefined();
  });

  it('refuses what would be refused in earnest, for the same reason', async () => {
    const ask = (wish: Parameters<typeof wishOf>) => refusal(payer.device.call(previewTransfer, wishOf(...wish)));
    const nobody = { accountNumber: '6212630000000000002' };
    expect(await ask([payer, nobody, 1n])).toMatchObject({ status: 422, code: 'PAYEE_NOT_FOUND' });
    expect(await ask([payer, payer, 1n])).toMatchObject({ status: 422, code: 'SAME_ACCOUNT' });
    expect(await ask([payee, payer, 1n])).toMatchObject({ status: 404, code: 'ACCOUNT_NOT_FOUND' });
    expect(await ask([payer, payee, 5_000_001n])).toMatchObject({ status: 422, code: 'LIMIT_EXCEEDED' });
    const pocket = await open(payer.device, 'III');
    expect(await ask([payer, pocket, 200_001n])).toMatchObject({ status: 422, code: 'BALANCE_CAP_EXCEEDED' });
    const classTwo = await open(payee.device, 'II');
    expect(await ask([payer, classTwo, 1n])).toMatchObject({ status: 422, code: 'PAYEE_CANNOT_RECEIVE' });
    const poor = await newHolder(99n);
    const wish = { ...wishOf(poor, payee, 100n), payee: { accountNumber: payee.accountNumber, name: holderName } };
    expect(await refusal(poor.device.call(previewTransfer, wish))).toMatchObject({
      status: 422,
      code: 'INSUFFICIENT_FUNDS',
      details: { shortBy: { currency: 'CNY', value: '0.01' } },
    });
  });
});
