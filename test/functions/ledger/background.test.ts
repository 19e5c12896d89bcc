import { beforeAll, describe, expect, it } from 'vitest';
import { contract as cancelTransfer } from '../../../functions/transfers/cancel-transfer.ts';
import { contract as readTransfer } from '../../../functions/transfers/read-transfer.ts';
import { eventually } from '../../../local/actor.ts';
import { expiryEntity } from '../../../shared/data/expiry.entity.ts';
import { transferEntity } from '../../../shared/data/transfer.entity.ts';
import { dayOf } from '../../../shared/domain/time.ts';
import { nostro, waitingLines } from '../../support/books.ts';
import { runFunction, useBankTable } from '../../support/cloud.ts';
import { moneyOf, newHolder } from '../../support/holders.ts';
import { awaited } from '../../support/wishes.ts';

beforeAll(useBankTable);

describe('foldHotEntries', () => {
  it("brings the sandbox bank's lines into its balance, each with a number of its own", async () => {
    await newHolder(777n);
    await eventually('every line to be numbered', async () => (await waitingLines()).length === 0 || undefined);
    const { balance, seq } = await nostro();
    expect(balance).toBeLessThanOrEqual(-777n);
    expect(seq).toBeGreaterThan(0n);
  });
});

describe('a hold', () => {
  /** A transfer that waits, with the note of its expiry. */
  async function waiting() {
    const [payer, payee] = [await newHolder(500_000n), await newHolder()];
    const { ids } = await awaited(payer, payee, 200_000n);
    const { holdUntil = 0n } = (await transferEntity.read(
      { accountId: ids.accountId, entryId: ids.transferId },
      'consistent',
    ))!;
    const note = { day: dayOf(Number(holdUntil)), holdUntil, accountId: ids.accountId, entryId: ids.transferId };
    const noted = () => expiryEntity.read(note, 'consistent');
    return { payer, payee, ids, noted };
  }

  it('is noted by indexHoldExpiry', async () => {
    const { payer, ids, noted } = await waiting();
    expect(await eventually('the note', noted)).toMatchObject({ kind: 'transfer-out' });
    await payer.device.call(cancelTransfer, ids);
  });

  it('is left alone by sweepExpiredHolds while it lasts', async () => {
    const { payer, ids, noted } = await waiting();
    await eventually('the note', noted);
    expect(await runFunction('sweep-expired-holds', {})).toEqual({ resolved: expect.any(Number) });
    expect((await payer.device.call(readTransfer, ids)).state).toBe('AWAITING_AUTHORIZATION');
    expect(await moneyOf(payer)).toEqual([500_000n, 300_000n, 200_000n]);
    await payer.device.call(cancelTransfer, ids);
  });
});

describe('watchInvariants', () => {
  it('looks at every account and finds nothing', async () => {
    const { accounts, findings } = await runFunction<{ accounts: number; findings: number }>('watch-invariants', {});
    expect(accounts).toBeGreaterThan(0);
    expect(findings).toBe(0);
  });
});
