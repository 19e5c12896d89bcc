import { describe, expect, it } from 'vitest';
import { entryEntity, type EntryRow } from '../../shared/data/entry.entity.ts';
import { dueHolds, noteExpiry, resolveExpired } from '../../shared/data/expiry.store.ts';
import { captureHold, placeHold, releaseHold } from '../../shared/data/hold.store.ts';
import { postJournal } from '../../shared/data/ledger.store.ts';
import { dayMs } from '../../shared/domain/time.ts';
import { account, holdOf, line, openedAccount, patiently, payIn } from '../support/books.ts';
import { useTable } from '../support/dynoxide.ts';
import { findingsOfTable } from '../support/facts.ts';
import { unitsOf } from '../support/units.ts';

useTable();

const minuteMs = 60_000;
type Held = EntryRow & { holdUntil: bigint };

async function held(fen: bigint, until = Date.now() + minuteMs): Promise<Held> {
  const payer = await openedAccount();
  const payee = await openedAccount();
  await payIn(payer, 100_00n);
  const hold = holdOf(payer, fen, payee.accountId, until);
  await placeHold(await account(payer), hold, Date.now(), () => new Error('hold is there'));
  return { ...hold, status: 'PDNG' };
}

async function capture(hold: Held): Promise<void> {
  const [payer, payee] = await Promise.all([account(hold), account({ accountId: hold.counterpartyId })]);
  const incoming = { account: payee, amountFen: -hold.amountFen, line: line('payment', hold.accountId) };
  await postJournal({ journalId: hold.journalId, bookedAt: Date.now(), legs: [captureHold(payer, hold), incoming] });
}

const statusOf = async (hold: Held) => (await entryEntity.read(hold, 'consistent'))?.status;

describe('a hold', () => {
  it('costs 4 write units and takes the money out of what is available', async () => {
    const payer = await openedAccount();
    await payIn(payer, 100_00n);
    const before = await account(payer);
    const hold = holdOf(payer, 30_00n, payer.accountId);
    expect(await unitsOf(() => placeHold(before, hold, Date.now(), () => new Error('taken')))).toMatchObject({
      write: 4,
    });
    expect(await account(payer)).toMatchObject({ balance: 100_00n, available: 70_00n, held: 30_00n, seq: 1n });
    await releaseHold(hold);
  });

  it('cannot take more than is available', async () => {
    await expect(held(100_01n)).rejects.toMatchObject({ message: 'INSUFFICIENT_FUNDS', details: { shortBy: 1n } });
  });

  it('becomes the booked line when captured', async () => {
    const hold = await held(30_00n);
    expect(await unitsOf(() => capture(hold))).toMatchObject({ write: 8 });
    expect(await entryEntity.read(hold)).toMatchObject({ status: 'BOOK', seq: 2n, balanceAfter: 70_00n });
    expect(await account(hold)).toMatchObject({ balance: 70_00n, available: 70_00n, held: 0n });
  });

  it('gives all back when released, once', async () => {
    const hold = await held(30_00n);
    expect(await unitsOf(() => releaseHold(hold))).toMatchObject({ write: 4 });
    expect(await releaseHold(hold)).toBe('RLSD');
    expect(await account(hold)).toMatchObject({ balance: 100_00n, available: 100_00n, held: 0n });
  });

  it('ends captured xor released, whoever comes first', async () => {
    for (let round = 0; round < 10; round++) {
      const hold = await held(30_00n);
      const [captured] = await Promise.allSettled([capture(hold), patiently(() => releaseHold(hold))]);
      expect(await statusOf(hold)).toBe(captured.status === 'fulfilled' ? 'BOOK' : 'RLSD');
      expect(await account(hold)).toMatchObject({
        held: 0n,
        balance: captured.status === 'fulfilled' ? 70_00n : 100_00n,
      });
    }
  });
});

describe('the sweep', () => {
  const sweep = async (now: number) => {
    const due = await dueHolds(now);
    for (const row of due) await resolveExpired(row, now);
    return due.map(({ entryId }) => entryId);
  };

  it('gives back what has lapsed and leaves what has not', async () => {
    const now = Date.now();
    const [lapsed, open] = [await held(1n, now - 1), await held(1n, now + minuteMs)];
    for (const hold of [lapsed, open, lapsed]) await noteExpiry(hold);
    expect(await sweep(now)).toEqual([lapsed.entryId]);
    expect([await statusOf(lapsed), await statusOf(open)]).toEqual(['RLSD', 'PDNG']);
    expect(await sweep(now)).toEqual([]);
    expect(await sweep(now + minuteMs)).toEqual([open.entryId]);
  });

  it('finds a hold of the day before yesterday', async () => {
    const hold = await held(1n, Date.now() - 2 * dayMs);
    await noteExpiry(hold);
    expect(await sweep(Date.now())).toEqual([hold.entryId]);
  });

  it('leaves a hold alone that was captured in time, and drops its note', async () => {
    const hold = await held(1n, Date.now() - 1);
    await noteExpiry(hold);
    await capture(hold);
    expect(await sweep(Date.now())).toEqual([hold.entryId]);
    expect(await statusOf(hold)).toBe('BOOK');
    expect(await dueHolds(Date.now())).toEqual([]);
  });
});

it('leaves a sound ledger', async () => {
  expect(await findingsOfTable()).toEqual([]);
});
