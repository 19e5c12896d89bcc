import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { contract as listEntries } from '../../functions/accounts/list-entries.ts';
import { contract as authorizeTransfer } from '../../functions/transfers/authorize-transfer.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { contract as previewTransfer } from '../../functions/transfers/preview-transfer.ts';
import { contract as readReceipt } from '../../functions/transfers/read-receipt.ts';
import { contract as verifyReceipt } from '../../functions/transfers/verify-receipt.ts';
import { eventually, inboxOf, nextCode } from '../../local/actor.ts';
import { cloud, executionOf } from '../support/cloud.ts';
import { moneyOf, newHolder } from '../support/holders.ts';
import { newDevice, refusal, wrong } from '../support/people.ts';
import { executions, statesEntered } from '../support/traces.ts';
import { idsOf, reached, wishOf } from '../support/wishes.ts';

it('a first payment by step-up, its receipt, and a second payment without', async () => {
  const [wang, li] = [await newHolder(1_000_000n), await newHolder()];
  const wish = wishOf(wang, li, 123_456n);
  expect((await wang.device.call(previewTransfer, wish)).factors).toEqual(['sms-otp']);

  // The button is pressed once, and the app sends it twice since the first answer was lost.
  const seen = await inboxOf(wang.device, wang.phone);
  const key = v7();
  const ordered = await wang.device.call(createTransfer, { ...wish, remark: '房租' }, key);
  const again = await wang.device.exchange(createTransfer, { ...wish, remark: '房租' }, key);
  expect(again).toMatchObject({ replayed: true, answer: { transferId: ordered.transferId } });
  expect(await moneyOf(wang)).toEqual([1_000_000n, 876_544n, 123_456n]);

  const ids = idsOf(ordered);
  const code = await nextCode(wang.device, wang.phone, seen);
  const slip = wang.device.call(authorizeTransfer, { ...ids, code: wrong(code) });
  expect(await refusal(slip)).toMatchObject({ code: 'WRONG_CODE', details: { attemptsLeft: 4 } });
  await wang.device.call(authorizeTransfer, { ...ids, code });
  const booked = await reached(wang, ids, 'BOOKED');
  expect((await wang.device.exchange(createTransfer, { ...wish, remark: '房租' }, key)).answer).toEqual(booked);

  expect(await moneyOf(wang)).toEqual([876_544n, 876_544n, 0n]);
  expect(await moneyOf(li)).toEqual([123_456n, 123_456n, 0n]);
  const [out] = (await wang.device.call(listEntries, { accountId: wang.accountId })).data;
  expect(out).toMatchObject({ entryId: ids.transferId, kind: 'transfer-out', amount: -123_456n, remark: '房租' });
  const [received] = (await li.device.call(listEntries, { accountId: li.accountId })).data;
  expect(received).toMatchObject({ kind: 'transfer-in', amount: 123_456n, remark: '房租' });

  const receipt = await wang.device.call(readReceipt, ids);
  expect(await (await newDevice()).call(verifyReceipt, receipt)).toEqual({ genuine: true });

  // Two billed transitions, however many factors: one to wait, one to settle.
  const execution = await executionOf(ids.transferId);
  expect(await statesEntered(cloud(), execution)).toEqual(['AwaitAuthorization', 'Settle']);

  const small = wishOf(wang, li, 8_888n);
  await eventually('Li to be known', async () => {
    const { factors } = await wang.device.call(previewTransfer, small);
    return factors.length === 0 || undefined;
  });
  const second = await wang.device.call(createTransfer, small);
  expect(second.state).toBe('BOOKED');
  expect(await moneyOf(li)).toEqual([132_344n, 132_344n, 0n]);
  expect((await executions(cloud())).filter(({ name }) => name === second.transferId)).toEqual([]);
});
