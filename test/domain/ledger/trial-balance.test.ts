import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceAt } from '../../../shared/domain/ledger/books.ts';
import { feeIncome, sandboxNostro } from '../../../shared/domain/ledger/chart.ts';
import { cutOf } from '../../../shared/domain/ledger/report.ts';
import { addToLine, type LineSums, trialBalanceOf } from '../../../shared/domain/ledger/trial-balance.ts';
import { ModelBank, now } from './model-bank.ts';

const sumsOf = (...accounts: { accountId: string; accountClass: 'GL' | 'I' | 'II' | 'III'; fen: bigint }[]) => {
  const sums: LineSums = new Map();
  for (const { fen, ...account } of accounts) addToLine(sums, account, fen);
  return sums;
};
const nostro = (fen: bigint) => ({ accountId: sandboxNostro.accountId, accountClass: 'GL' as const, fen });

describe('the trial balance', () => {
  it('sets assets in debit and deposits in credit, one line per account of the bank and per class', () => {
    const fees = { accountId: feeIncome.accountId, accountClass: 'GL' as const, fen: 3n };
    const table = trialBalanceOf(
      sumsOf(
        nostro(-10n),
        fees,
        { accountId: 'acc_a', accountClass: 'I', fen: 5n },
        { accountId: 'acc_b', accountClass: 'I', fen: 2n },
      ),
    );
    expect(table).toMatchObject({ debitFen: 10n, creditFen: 10n, balanced: true });
    expect(table.lines.filter(({ accounts }) => accounts > 0)).toMatchObject([
      { code: '1011', accounts: 1, debitFen: 10n, creditFen: 0n },
      { code: '201101', accounts: 2, debitFen: 0n, creditFen: 7n },
      { code: '6021', accounts: 1, debitFen: 0n, creditFen: 3n },
    ]);
  });

  it('says when the columns differ', () => {
    expect(trialBalanceOf(sumsOf(nostro(-10n))).balanced).toBe(false);
  });

  it('refuses an account that is not in the chart', () => {
    expect(() => sumsOf({ accountId: 'acc_unknown', accountClass: 'GL', fen: 1n })).toThrow('acc_unknown');
  });
});

describe('a balance at a cut', () => {
  it('is what it was then, wherever the cut falls', () => {
    const movement = fc.record({ fen: fc.bigInt({ min: 1n, max: 99n }), out: fc.boolean() });
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 20 }), fc.nat(20), (movements, cutAfter) => {
        const bank = new ModelBank();
        let then = 0n;
        movements.forEach(({ fen, out }, index) => {
          bank.take({ does: 'move', from: out ? 1 : 0, to: out ? 0 : 1, fen });
          for (const line of bank.lines) if (line.bookedAt === BigInt(now - 1000)) line.bookedAt = BigInt(index);
          if (index <= cutAfter) then = bank.positions[1]!.balance;
        });
        const lines = bank.lines.filter(({ accountId }) => accountId === 'acc_1');
        expect(balanceAt(bank.positions[1]!, lines, cutAfter)).toBe(then);
      }),
    );
  });
});

describe('a cut', () => {
  it('lies where nothing is under way any more', () => {
    expect(cutOf(undefined, now)).toBe(now - 12_000);
    expect(cutOf(now - 12_000, now)).toBe(now - 12_000);
  });

  it.each([
    ['too near', -11_999],
    ['ahead', 1],
    ['older than 31 days', -31 * 24 * 60 * 60 * 1000 - 1],
  ])('is refused when it is %s', (_, offset) => {
    expect(() => cutOf(now + offset, now)).toThrow('CUT_OUT_OF_RANGE');
  });
});
