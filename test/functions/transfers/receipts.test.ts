import { beforeAll, describe, expect, it } from 'vitest';
import { contract as cancelTransfer } from '../../../functions/transfers/cancel-transfer.ts';
import { contract as createTransfer } from '../../../functions/transfers/create-transfer.ts';
import { contract as readReceipt } from '../../../functions/transfers/read-receipt.ts';
import { contract as verifyReceipt } from '../../../functions/transfers/verify-receipt.ts';
import type { Output } from '../../../shared/contract/contract.ts';
import { type Holder, newHolder, open } from '../../support/holders.ts';
import { newDevice, refusal } from '../../support/people.ts';
import { awaited, idsOf, wishOf } from '../../support/wishes.ts';

let payer: Holder;
let receipt: Output<typeof readReceipt>;
let ids: ReturnType<typeof idsOf>;
beforeAll(async () => {
  payer = await newHolder(1_000_000n);
  const savings = await open(payer.device, 'II');
  ids = idsOf(await payer.device.call(createTransfer, { ...wishOf(payer, savings, 123_456n), remark: '房租' }));
  receipt = await payer.device.call(readReceipt, ids);
});

describe('readReceipt', () => {
  it('states what moved, with names in full and numbers masked', () => {
    expect(receipt).toMatchObject({
      transferId: ids.transferId,
      amount: 123_456n,
      amountInWords: '壹仟贰佰叁拾肆元伍角陆分',
      payer: { name: '王小明', accountNumber: expect.stringMatching(/^621263\*{9}\d{4}$/) },
      payee: { name: '王小明', accountNumber: expect.stringMatching(/^621263\*{9}\d{4}$/) },
      remark: '房租',
    });
  });

  it('has none for money that has not moved', async () => {
    const waiting = await awaited(payer, await newHolder(), 100n);
    expect(await refusal(payer.device.call(readReceipt, waiting.ids))).toMatchObject({
      status: 409,
      code: 'RECEIPT_NOT_READY',
    });
    await payer.device.call(cancelTransfer, waiting.ids);
    expect(await refusal(payer.device.call(readReceipt, waiting.ids))).toMatchObject({ code: 'RECEIPT_NOT_READY' });
  });

  it('is not for others, nor for a transfer that is not there', async () => {
    const other = await newHolder();
    expect(await refusal(other.device.call(readReceipt, ids))).toMatchObject({
      status: 404,
      code: 'ACCOUNT_NOT_FOUND',
    });
    const missing = { ...ids, transferId: ids.transferId.replace(/.{4}$/, '0000') };
    expect(await refusal(payer.device.call(readReceipt, missing))).toMatchObject({
      status: 404,
      code: 'TRANSFER_NOT_FOUND',
    });
  });
});

describe('verifyReceipt', () => {
  it('tells anybody that a receipt is genuine', async () => {
    const anybody = await newDevice();
    expect(await anybody.call(verifyReceipt, receipt)).toEqual({ genuine: true });
  });

  it.each<[string, (one: typeof receipt) => Partial<typeof receipt>]>([
    ['the amount', ({ amount }) => ({ amount: amount * 10n })],
    ['the words of the amount', () => ({ amountInWords: '壹万元整' })],
    ['the time', () => ({ bookedAt: '2026-01-01T00:00:00.000+08:00' })],
    ['the payer', ({ payer: from }) => ({ payer: { ...from, name: '李四' } })],
    ['the payee', ({ payee: to }) => ({ payee: { ...to, name: '李四' } })],
    ['the remark', () => ({ remark: '赠与' })],
    [
      'the transfer',
      ({ transferId }) => ({ transferId: transferId.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
    ],
    [
      'the code',
      ({ verificationCode }) => ({
        verificationCode: verificationCode.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      }),
    ],
  ])('knows one in which %s was changed', async (_what, change) => {
    const anybody = await newDevice();
    expect(await anybody.call(verifyReceipt, { ...receipt, ...change(receipt) })).toEqual({ genuine: false });
  });
});
