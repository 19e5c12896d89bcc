import { beforeAll, describe, expect, it } from 'vitest';
import { contract as authorizeTransfer } from '../../../functions/transfers/authorize-transfer.ts';
import { contract as cancelTransfer } from '../../../functions/transfers/cancel-transfer.ts';
import { contract as readTransfer } from '../../../functions/transfers/read-transfer.ts';
import { contract as resendCode } from '../../../functions/transfers/resend-code.ts';
import { inboxOf, nextCode } from '../../../local/actor.ts';
import { transferEntity } from '../../../shared/data/transfer.entity.ts';
import { commit } from '../../../shared/data/commit.ts';
import { useBankTable } from '../../support/cloud.ts';
import { type Holder, moneyOf, newHolder } from '../../support/holders.ts';
import { refusal, wrong } from '../../support/people.ts';
import { awaited, reached } from '../../support/wishes.ts';

let payer: Holder;
let payee: Holder;
beforeAll(async () => {
  await useBankTable();
  [payer, payee] = await Promise.all([newHolder(1_000_000n), newHolder()]);
});

type Ids = Parameters<typeof reached>[1];
const answer = (ids: Ids, code: string, by = payer) => by.device.call(authorizeTransfer, { ...ids, code });

/** Lets the pause between two codes of a transfer pass: a minute that nobody has to wait for. */
async function aMinutePasses({ accountId, transferId }: Ids): Promise<void> {
  const id = { accountId, entryId: transferId };
  const { codeSentAt = 0n } = (await transferEntity.read(id, 'consistent'))!;
  await commit(transferEntity.update(id, { set: { codeSentAt: codeSentAt - 60_000n } }, []));
}

describe('authorizeTransfer', () => {
  it('books the transfer with the code that names its payee and amount', async () => {
    const [from, to] = [await newHolder(50_000n), await newHolder()];
    const { ids, code } = await awaited(from, to, 12_345n);
    const [text] = await inboxOf(from.device, from.phone);
    expect(text!.text).toContain(
      `向**明（账号${to.accountNumber.slice(0, 6)}*********${to.accountNumber.slice(-4)}）转账123.45元`,
    );
    expect(['AUTHORIZED', 'BOOKED']).toContain((await answer(ids, code, from)).state);
    const booked = await reached(from, ids, 'BOOKED');
    expect(booked.authorization).toBeUndefined();
    expect(await moneyOf(from)).toEqual([37_655n, 37_655n, 0n]);
    expect(await moneyOf(to)).toEqual([12_345n, 12_345n, 0n]);
    expect((await answer(ids, code, from)).state).toBe('BOOKED');
    expect(await moneyOf(to)).toEqual([12_345n, 12_345n, 0n]);
  });

  it('counts wrong codes down, and the fifth refuses the transfer and frees its money', async () => {
    const from = await newHolder(50_000n);
    const { ids, code } = await awaited(from, payee, 10_000n);
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      const problem = await refusal(answer(ids, wrong(code), from));
      expect(problem).toMatchObject({ status: 422, code: 'WRONG_CODE', details: { attemptsLeft } });
    }
    expect((await from.device.call(readTransfer, ids)).state).toBe('REFUSED');
    expect(await moneyOf(from)).toEqual([50_000n, 50_000n, 0n]);
    expect(await refusal(answer(ids, code, from))).toMatchObject({ status: 409, code: 'TRANSFER_NOT_OPEN' });
  });

  it('takes no code of another transfer, though payee and amount are the same (abuse case 5)', async () => {
    const [first, second] = [await awaited(payer, payee, 100_700n), await awaited(payer, payee, 100_700n)];
    // One in a million: then both have the same code.
    expect(first.code).not.toBe(second.code);
    expect(await refusal(answer(first.ids, second.code))).toMatchObject({ code: 'WRONG_CODE' });
    await answer(first.ids, first.code);
    await answer(second.ids, second.code);
    await Promise.all([first, second].map(({ ids }) => reached(payer, ids, 'BOOKED')));
  });

  it('knows a transfer only by its own account and owner', async () => {
    const { ids, code } = await awaited(payer, payee, 100_100n);
    expect(await refusal(answer(ids, code, payee))).toMatchObject({ status: 404, code: 'ACCOUNT_NOT_FOUND' });
    const moved = { ...ids, accountId: payee.accountId };
    expect(await refusal(answer(moved, code, payee))).toMatchObject({ status: 404, code: 'TRANSFER_NOT_FOUND' });
    const missing = { ...ids, transferId: ids.transferId.replace(/.{4}$/, '0000') };
    expect(await refusal(answer(missing, code))).toMatchObject({ status: 404, code: 'TRANSFER_NOT_FOUND' });
    expect(await refusal(payee.device.call(readTransfer, ids))).toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    expect(await refusal(payee.device.call(cancelTransfer, ids))).toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    expect(await refusal(payee.device.call(resendCode, ids))).toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    await payer.device.call(cancelTransfer, ids);
  });
});

describe('resendCode', () => {
  it('makes the code before void, three codes in all, a minute apart', async () => {
    const { ids, code } = await awaited(payer, payee, 200_000n);
    const early = await refusal(payer.device.call(resendCode, ids));
    expect(early).toMatchObject({ status: 429, code: 'CODE_TOO_SOON' });
    expect((early.details as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(30);

    await aMinutePasses(ids);
    const seen = await inboxOf(payer.device, payer.phone);
    await payer.device.call(resendCode, ids);
    const second = await nextCode(payer.device, payer.phone, seen);
    expect(await refusal(answer(ids, code))).toMatchObject({ code: 'WRONG_CODE', details: { attemptsLeft: 4 } });

    await aMinutePasses(ids);
    await payer.device.call(resendCode, ids);
    expect(await refusal(answer(ids, second))).toMatchObject({ code: 'WRONG_CODE', details: { attemptsLeft: 3 } });
    await aMinutePasses(ids);
    expect(await refusal(payer.device.call(resendCode, ids))).toMatchObject({ status: 429, code: 'CODE_TOO_SOON' });

    await payer.device.call(cancelTransfer, ids);
    expect(await refusal(payer.device.call(resendCode, ids))).toMatchObject({ status: 409, code: 'TRANSFER_NOT_OPEN' });
  });
});

describe('cancelTransfer', () => {
  it('frees the money and the limit at once, and the code is worth nothing', async () => {
    const from = await newHolder(6_000_000n);
    const { ids, code } = await awaited(from, payee, 5_000_000n);
    expect((await from.device.call(cancelTransfer, ids)).state).toBe('CANCELLED');
    expect(await moneyOf(from)).toEqual([6_000_000n, 6_000_000n, 0n]);
    expect(await refusal(answer(ids, code, from))).toMatchObject({ status: 409, code: 'TRANSFER_NOT_OPEN' });
    expect((await from.device.call(cancelTransfer, ids)).state).toBe('CANCELLED');
    await from.device.call(cancelTransfer, (await awaited(from, payee, 5_000_000n)).ids);
  });

  it('is too late for a transfer that was booked', async () => {
    const { ids, code } = await awaited(payer, payee, 100_100n);
    await answer(ids, code);
    await reached(payer, ids, 'BOOKED');
    expect(await refusal(payer.device.call(cancelTransfer, ids))).toMatchObject({
      status: 409,
      code: 'TRANSFER_NOT_OPEN',
    });
  });
});
