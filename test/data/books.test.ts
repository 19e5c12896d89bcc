import { v7 } from 'uuid';
import { describe, expect, it, vi } from 'vitest';
import { accountEntity } from '../../shared/data/account.entity.ts';
import { commit } from '../../shared/data/commit.ts';
import { entryEntity, hotEntryEntity } from '../../shared/data/entry.entity.ts';
import { checkBooks, sumBooks } from '../../shared/data/ledger-facts.ts';
import { ledgerReportEntity } from '../../shared/data/ledger-report.entity.ts';
import { makeReport, readReport, requestReport, sumsOf } from '../../shared/data/ledger-report.store.ts';
import { linesSince } from '../../shared/data/line-walk.ts';
import { derivedId } from '../../shared/data/new-id.ts';
import { settledMs } from '../../shared/domain/ledger/books.ts';
import { trialBalanceOf } from '../../shared/domain/ledger/trial-balance.ts';
import { dayMs } from '../../shared/domain/time.ts';
import { account, foldAll, openedAccount, payIn, transfer, waitingLines } from '../support/books.ts';
import { useTable } from '../support/dynoxide.ts';
import { factsOfTable } from '../support/facts.ts';

// Each walk over the books asks 128 parts of hot accounts: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 });

useTable();

const minuteMs = 60_000;
describe('the trial balance', () => {
  it('has equal columns at every cut, whether lines of hot accounts are numbered or not', async () => {
    const now = Date.now();
    const [one, two] = [await openedAccount(), await openedAccount({ accountClass: 'II' })];
    await payIn(one, 100_00n, now - 3 * dayMs);
    await foldAll();
    await payIn(one, 50_00n, now - 50 * minuteMs);
    await payIn(two, 7_00n, now - minuteMs);
    for (const fold of [async () => {}, foldAll]) {
      await fold();
      const [first, second, third] = await Promise.all(
        [now - 2 * dayMs, now - 30 * minuteMs, now].map(async (cut) => trialBalanceOf(await sumBooks(cut, now))),
      );
      expect(first).toMatchObject({ balanced: true, debitFen: 100_00n });
      expect(second).toMatchObject({ balanced: true, debitFen: 150_00n });
      expect(third).toMatchObject({ balanced: true, debitFen: 157_00n });
      const moneyed = third!.lines.filter(({ debitFen, creditFen }) => debitFen + creditFen > 0n);
      expect(moneyed.map(({ code, debitFen, creditFen, accounts }) => [code, debitFen, creditFen, accounts])).toEqual([
        ['1011', 157_00n, 0n, 1],
        ['201101', 0n, 150_00n, 1],
        ['201102', 0n, 7_00n, 1],
      ]);
    }
  });

  it('is asked for once, made once, and kept', async () => {
    const now = Date.now();
    const key = v7();
    const wish = {
      kind: 'trial-balance' as const,
      reportId: derivedId('tbl', 'opr_1', key),
      requestedAt: BigInt(now),
      requestedBy: 'opr_1',
      bodyHash: 'one',
      until: BigInt(now - settledMs),
    };
    expect(await requestReport(wish, key)).toMatchObject({ replayed: false, report: { status: 'RUNNING' } });
    await Promise.all([makeReport(wish, now), makeReport(wish, now)]);
    expect(await requestReport(wish, key)).toMatchObject({ replayed: true, report: { status: 'DONE' } });
    await expect(requestReport({ ...wish, bodyHash: 'two' }, key)).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
    expect(trialBalanceOf(sumsOf(await readReport('trial-balance', wish.reportId)))).toMatchObject({ balanced: true });
    expect(await ledgerReportEntity.read({ ...wish, reportId: 'tbl_none' })).toBeUndefined();
  });
});

describe('the check of the books', () => {
  const scope = () => ({ now: Date.now(), since: 0, until: Date.now() });
  const recent = () => ({ ...scope(), since: Date.now() - minuteMs });

  it('finds nothing in a sound ledger, in its whole history and in its last minute', async () => {
    const [one, two] = [await openedAccount(), await openedAccount()];
    await payIn(one, 100_00n);
    await transfer(one, two, 1_00n);
    expect(await checkBooks(scope())).toMatchObject({ findings: [] });
    expect(await checkBooks(recent())).toMatchObject({ findings: [] });
    await foldAll();
    expect(await checkBooks(scope())).toMatchObject({ findings: [] });
    expect(await checkBooks(recent())).toMatchObject({ findings: [] });
  });

  it('reads only as far back as it must', async () => {
    const one = await openedAccount();
    const long = Date.now() - 5 * dayMs;
    for (let i = 0; i < 120; i++) await payIn(one, 1n, long + i);
    expect(await linesSince(await account(one), Date.now() - minuteMs, Date.now())).toEqual([]);
    await payIn(one, 1n);
    expect((await linesSince(await account(one), Date.now() - minuteMs, Date.now())).length).toBe(100);
    expect((await linesSince(await account(one), 0, Date.now())).length).toBe(121);
  });

  it.each([
    [
      'a balance that was touched',
      'I3',
      async () => commit(accountEntity.update(await moved(), { add: { balance: 1n, available: 1n } }, [])),
    ],
    ['an entry that was removed', 'I3', async () => commit(entryEntity.remove(await lineOf(await moved()), []))],
    [
      'money held without a hold',
      'I7',
      async () => commit(accountEntity.update(await moved(), { add: { held: 1n, available: -1n } }, [])),
    ],
    ['one side of a journal', 'I2', async () => removeHotLine()],
  ])('finds %s', async (_, invariant, harm) => {
    await harm();
    const whole = (await checkBooks(scope())).findings;
    const last = (await checkBooks(recent())).findings;
    expect(new Set(whole.map((one) => one.invariant))).toContain(invariant);
    expect(new Set(last.map((one) => one.invariant))).toContain(invariant);
  });

  const moved = async () => {
    const one = await openedAccount();
    await payIn(one, 5_00n);
    return one;
  };
  const lineOf = async ({ accountId }: { accountId: string }) =>
    (await factsOfTable()).entries.find((entry) => entry.accountId === accountId) as {
      accountId: string;
      entryId: string;
    };
  const removeHotLine = async () => {
    const { accountId } = await moved();
    // Its own, since another's may be of a day long gone, or have lost its other side above.
    const line = (await waitingLines()).find(({ counterpartyId }) => counterpartyId === accountId);
    await commit(hotEntryEntity.remove(line!, []));
  };
});
