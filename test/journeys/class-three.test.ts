import { expect, it } from 'vitest';
import { contract as payIn } from '../../functions/sandbox-bank/pay-in.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { contract as previewTransfer } from '../../functions/transfers/preview-transfer.ts';
import { moneyOf, newHolder, open } from '../support/holders.ts';
import { refusal } from '../support/people.ts';
import { paid, wishOf } from '../support/wishes.ts';

it('the life of a class III account: activated, filled, never above 2,000 CNY, spent within its caps', async () => {
  const [owner, friend] = [await newHolder(1_000_000n), await newHolder(1_000_000n)];
  const pocket = { ...owner, ...(await open(owner.device, 'III')) };

  // Nobody pays in before its bound account has (银发〔2018〕16号), and no other bank ever does here.
  const gift = friend.device.call(createTransfer, wishOf(friend, pocket, 100n));
  expect(await refusal(gift)).toMatchObject({ code: 'PAYEE_CANNOT_RECEIVE' });
  const fromOutside = owner.device.call(payIn, { accountNumber: pocket.accountNumber, amount: 100n });
  expect(await refusal(fromOutside)).toMatchObject({ code: 'PAYEE_CANNOT_RECEIVE' });

  const fill = (amount: bigint) => owner.device.call(createTransfer, wishOf(owner, pocket, amount));
  await fill(150_000n);
  expect(await refusal(fill(50_001n))).toMatchObject({ status: 422, code: 'BALANCE_CAP_EXCEEDED' });
  await fill(40_000n);

  // Now a friend may, but not over the cap either: the customer hears it before a code is sent.
  await paid(friend, pocket, 10_000n);
  expect(await moneyOf(pocket)).toEqual([200_000n, 200_000n, 0n]);
  const tooMuch = friend.device.call(previewTransfer, wishOf(friend, pocket, 1n));
  expect(await refusal(tooMuch)).toMatchObject({ code: 'BALANCE_CAP_EXCEEDED' });

  // 2,000 CNY a day may leave it for others; back to the bound account counts toward nothing.
  await paid(pocket, friend, 150_000n);
  await fill(100_000n);
  expect(await refusal(owner.device.call(createTransfer, wishOf(pocket, friend, 50_001n)))).toMatchObject({
    code: 'LIMIT_EXCEEDED',
    details: { rule: 'CLASS_DAY', remaining: { value: '500.00' } },
  });
  await owner.device.call(createTransfer, wishOf(pocket, owner, 150_000n));
  expect(await moneyOf(pocket)).toEqual([0n, 0n, 0n]);
  expect((await moneyOf(owner))[0]).toBe(1_000_000n - 150_000n - 40_000n - 100_000n + 150_000n);
  expect((await moneyOf(friend))[0]).toBe(1_000_000n - 10_000n + 150_000n);
});

it('two payments into a class III account at once never lift it above 2,000 CNY', async () => {
  const owner = await newHolder(1_000_000n);
  const pocket = { ...owner, ...(await open(owner.device, 'III')) };
  const fill = () => owner.device.call(createTransfer, wishOf(owner, pocket, 150_000n));
  const told = await Promise.allSettled([fill(), fill(), fill()]);
  expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await moneyOf(pocket)).toEqual([150_000n, 150_000n, 0n]);
});
