import { describe, expect, it } from 'vitest';
import { emptyPosition } from '../../../shared/domain/ledger/position.ts';
import { transferRulesOf } from '../../../shared/domain/parameters/transfer.ts';
import { planPayment } from '../../../shared/domain/partners/plan-payment.ts';
import { type ClearingLine, compareDay } from '../../../shared/domain/partners/reconcile.ts';
import { LimitExceeded } from '../../../shared/domain/transfers/transfer-errors.ts';
import { countersAt } from '../../../shared/domain/transfers/counters.ts';
import { refusedAs } from '../../support/refused.ts';

const now = Date.parse('2026-11-24T12:00:00+08:00');
const rules = transferRulesOf('2026-11-24');
const account = (accountClass: 'I' | 'II' | 'III') =>
  ({ accountId: 'acc_1', accountClass, status: 'OPEN', ...emptyPosition }) as const;

describe('a payment to a partner', () => {
  it('counts as outflow, and as step-up-free', () => {
    expect(planPayment(account('I'), 1_00n, countersAt({}, now), rules)).toMatchObject({
      dayOutFen: 1_00n,
      dayFreeFen: 1_00n,
      yearOutFen: 1_00n,
    });
  });
  it('takes the last fen of the day and not one more', () => {
    const counters = countersAt({ day: '2026-11-24', dayFreeFen: 999_99n, dayOutFen: 999_99n }, now);
    expect(planPayment(account('I'), 1n, counters, rules).dayFreeFen).toBe(1000_00n);
    expect(refusedAs(LimitExceeded, () => planPayment(account('I'), 2n, counters, rules))).toEqual({
      rule: 'TOOL_DAY',
      remaining: 1n,
    });
  });
  it('is bound by the class of the account too', () => {
    const counters = countersAt({ day: '2026-11-24', dayOutFen: 2000_00n }, now);
    expect(refusedAs(LimitExceeded, () => planPayment(account('III'), 1n, counters, rules))).toEqual({
      rule: 'CLASS_DAY',
      remaining: 0n,
    });
  });
});

describe('a day compared with the file of a partner', () => {
  const line = (orderId: string, movement: 'payment' | 'refund', amountFen: bigint): ClearingLine => ({
    orderId,
    movement,
    amountFen,
  });
  const paid = line('ord_a', 'payment', 12_00n);

  it('settles what both sides book, refunds against payments', () => {
    const both = [paid, line('ord_b', 'payment', 5_00n), line('ord_b', 'refund', 5_00n)];
    expect(compareDay(both, both.toReversed())).toEqual({ matched: both, netFen: 12_00n, differences: [] });
  });
  it('owes nothing for an order that the partner refused', () => {
    const ours = [paid, line('ord_a', 'refund', 12_00n)];
    expect(compareDay(ours, [])).toEqual({ matched: ours, netFen: 0n, differences: [] });
  });
  it.each([
    ['a line that only the bank has', [paid], [], 'ONLY_BANK'],
    ['a line that only the partner has', [], [paid], 'ONLY_PARTNER'],
    ['another amount', [paid], [{ ...paid, amountFen: 13_00n }], 'AMOUNT_DIFFERS'],
    ['a line that the partner has twice', [paid], [paid, paid], 'REPEATED'],
    ['a refund that the partner does not know', [paid, line('ord_a', 'refund', 12_00n)], [paid], 'ONLY_BANK'],
  ] as const)('settles nothing of %s', (_, ours, theirs, fault) => {
    const { differences } = compareDay(ours, theirs);
    expect(differences).toMatchObject([{ orderId: 'ord_a', fault }]);
  });
});
