import { describe, expect, it } from 'vitest';
import { entryEntity } from '../../shared/data/entry.entity.ts';
import { hotShardNames, hotShardOf } from '../../shared/data/hot-shard.ts';
import { numberHotEntries } from '../../shared/data/hot.store.ts';
import { postJournal } from '../../shared/data/ledger.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { readPage } from '../../shared/data/page.ts';
import { account, line, nostro, openedAccount, patiently, payIn, transfer, waitingLines } from '../support/books.ts';
import { useTable } from '../support/dynoxide.ts';
import { findingsOfTable } from '../support/facts.ts';
import { unitsOf } from '../support/units.ts';

useTable();

const refused = (code: string) => expect.objectContaining({ spec: expect.objectContaining({ code }) });

describe('what a journal costs', () => {
  it('is exactly 8 write units for two plain legs', async () => {
    const [payer, payee] = [await openedAccount(), await openedAccount()];
    await payIn(payer, 100_00n);
    const units = await unitsOf(async () => transfer(payer, payee, 40_00n));
    expect(units).toEqual({
      read: 2,
      write: 8,
      calls: ['Get', 'Get', 'TransactWrite'],
    });
  });

  it('is exactly 6 write units with a hot leg', async () => {
    const payee = await openedAccount();
    const units = await unitsOf(() => payIn(payee, 1n));
    expect(units).toMatchObject({ write: 6, read: 1 });
  });
});

describe('a journal', () => {
  it('is refused as a whole when two at once exceed the balance together', async () => {
    const [payer, payee] = [await openedAccount(), await openedAccount()];
    await payIn(payer, 100_00n);
    const outcomes = await Promise.allSettled([transfer(payer, payee, 60_00n), transfer(payer, payee, 60_00n)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refused('INSUFFICIENT_FUNDS'),
    });
    expect(await account(payer)).toMatchObject({ balance: 40_00n, available: 40_00n });
    expect(await account(payee)).toMatchObject({ balance: 60_00n });
  });

  it('changes nothing when it is posted again', async () => {
    const [payer, payee] = [await openedAccount(), await openedAccount()];
    await payIn(payer, 100_00n);
    const transferId = newId('trf');
    await transfer(payer, payee, 10_00n, transferId);
    const taken = () => new Error('posted already');
    const [from, to] = [await account(payer), await account(payee)];
    const again = postJournal({
      journalId: transferId,
      bookedAt: Date.now(),
      legs: [
        { account: from, amountFen: -10_00n, line: line('transfer-out', to.accountId, transferId), taken },
        { account: to, amountFen: 10_00n, line: line('transfer-in', from.accountId) },
      ],
    });
    await expect(again).rejects.toThrow('posted already');
    expect(await account(payer)).toMatchObject({ balance: 90_00n, seq: 2n });
  });

  it('is numbered without a gap when 50 are posted to one account at once', async () => {
    const payee = await openedAccount();
    await Promise.all(Array.from({ length: 50 }, () => payIn(payee, 1_00n)));
    const { data } = await readPage(entryEntity, {
      pk: `ACC#${payee.accountId}`,
      from: 'ENT#',
      to: 'ENT#~',
      order: 'oldest',
      limit: 100,
    });
    expect(data.map(({ seq }) => Number(seq)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    expect(await account(payee)).toMatchObject({ balance: 50_00n, seq: 50n });
  }, 20_000);
});

describe('a hot account', () => {
  it('takes its lines into the balance once, however often they are handed over', async () => {
    const before = await nostro();
    const payee = await openedAccount();
    for (let i = 0; i < 5; i++) await payIn(payee, 3n);
    const waiting = await waitingLines();
    await Promise.all([1, 2, 3].map(() => patiently(() => numberHotEntries([...waiting, ...waiting]))));
    const after = await nostro();
    expect(after.balance).toBe(before.balance + waiting.reduce((sum, { amountFen }) => sum + amountFen, 0n));
    expect(after.seq).toBe(before.seq + BigInt(waiting.length));
    expect(await waitingLines()).toEqual([]);
  });

  it('is numbered by folds that run side by side, for 2 + 2n write units each', async () => {
    const payee = await openedAccount();
    await Promise.all(Array.from({ length: 40 }, () => payIn(payee, 1n)));
    const waiting = await waitingLines();
    const parts = [0, 1, 2, 3].map((part) => waiting.filter((_, index) => index % 4 === part));
    await Promise.all(parts.map((part) => patiently(() => numberHotEntries(part))));
    await payIn(payee, 1n);
    const last = await waitingLines();
    const units = await unitsOf(() => numberHotEntries(last));
    expect(units).toMatchObject({ read: 1, write: 4 });
  });

  it('spreads lines evenly over its partitions', () => {
    const used = new Map(hotShardNames.map((shard) => [shard, 0]));
    for (let i = 0; i < 6400; i++) {
      const shard = hotShardOf(newId('jnl'));
      used.set(shard, used.get(shard)! + 1);
    }
    expect(Math.max(...used.values())).toBeLessThan(160);
  });
});

it('leaves a sound ledger', async () => {
  expect(await findingsOfTable()).toEqual([]);
});
