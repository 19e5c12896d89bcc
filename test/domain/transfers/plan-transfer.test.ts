import { describe, expect, it } from 'vitest';
import type { AccountClass } from '../../../shared/domain/accounts/account.ts';
import { transferRulesOf } from '../../../shared/domain/parameters/transfer.ts';
import { countersAt, outflowAfter, outflowReturned } from '../../../shared/domain/transfers/counters.ts';
import { type Party, planTransfer } from '../../../shared/domain/transfers/plan-transfer.ts';
import { LimitExceeded, PayeeCannotReceive, SameAccount } from '../../../shared/domain/transfers/transfer-errors.ts';
import { refusedAs } from '../../support/refused.ts';

const rules = transferRulesOf('2026-11-24');
const now = Date.parse('2026-11-24T12:00:00+08:00');
const fresh = countersAt({}, now);
let made = 0;

function account(accountClass: AccountClass, ownerId: string, activated = false): Party {
  const zero = { balance: 0n, available: 0n, held: 0n, seq: 0n };
  return { accountId: `acc_${made++}`, accountClass, status: 'OPEN', ownerId, activated, ...zero };
}
const wang = account('I', 'wang');
const li = account('I', 'li');

describe('step-up', () => {
  const plan = (fen: bigint, known: boolean, counters = fresh) => planTransfer(wang, li, fen, counters, known, rules);

  it('is asked for an unknown payee, however small the amount', () =>
    expect(plan(1n, false).stepUp).toEqual(['sms-otp']));

  it('is not asked for a known payee up to 1,000 CNY a day', () => expect(plan(100_000n, true).stepUp).toEqual([]));

  it('is asked by ">", one fen above', () => expect(plan(100_001n, true).stepUp).toEqual(['sms-otp']));

  it('counts the whole day, not the single transfer', () => {
    const spent = plan(99_999n, true).counters;
    expect(plan(1n, true, spent).stepUp).toEqual([]);
    expect(plan(2n, true, spent).stepUp).toEqual(['sms-otp']);
  });

  it('is not counted as free when it was shown', () => expect(plan(200_000n, true).counters.dayFreeFen).toBe(0n));

  it('is never asked between own accounts, which count toward nothing', () => {
    const own = planTransfer(wang, account('II', 'wang'), 900_000_000n, fresh, false, rules);
    expect(own).toMatchObject({ stepUp: [], counters: fresh, binding: null });
  });
});

describe('limits', () => {
  it('let 50,000 CNY a day through by SMS code and refuse one fen more, saying what is left', () => {
    const { counters } = planTransfer(wang, li, 5_000_000n, fresh, false, rules);
    expect(refusedAs(LimitExceeded, () => planTransfer(wang, li, 1n, counters, false, rules))).toEqual({
      rule: 'TOOL_DAY',
      remaining: 0n,
    });
  });

  it.each([
    ['II', 1_000_000n],
    ['III', 200_000n],
  ] as const)('cap the outflow of class %s by its own day cap', (ofClass, cap) => {
    const payer = account(ofClass, 'wang');
    expect(planTransfer(payer, li, cap, fresh, false, rules).binding).toEqual({ rule: 'CLASS_DAY', remainingFen: 0n });
    expect(refusedAs(LimitExceeded, () => planTransfer(payer, li, cap + 1n, fresh, false, rules))).toMatchObject({
      rule: 'CLASS_DAY',
      remaining: cap,
    });
  });

  it('cap the outflow of class III by its year', () => {
    const payer = account('III', 'wang');
    const late = { ...fresh, yearOutFen: 4_999_900n };
    refusedAs(LimitExceeded, () => planTransfer(payer, li, 101n, late, false, rules));
    expect(planTransfer(payer, li, 100n, late, false, rules).binding).toEqual({ rule: 'CLASS_YEAR', remainingFen: 0n });
  });

  it('of the class do not count what goes to the bound account', () => {
    const payer = account('III', 'wang');
    expect(planTransfer(payer, wang, 900_000n, fresh, false, rules).binding).toBeNull();
  });
});

describe('receiving', () => {
  const pays = (payer: Party, payee: Party) => planTransfer(payer, payee, 1n, fresh, true, rules);

  it('from itself is refused', () => void refusedAs(SameAccount, () => pays(wang, wang)));

  it('by class II is refused from strangers and from the own accounts that are not bound', () => {
    refusedAs(PayeeCannotReceive, () => pays(li, account('II', 'wang')));
    refusedAs(PayeeCannotReceive, () => pays(account('III', 'wang'), account('II', 'wang')));
    expect(pays(wang, account('II', 'wang')).stepUp).toEqual([]);
  });

  it('by class III is refused from strangers until the bound account has paid in', () => {
    refusedAs(PayeeCannotReceive, () => pays(li, account('III', 'wang')));
    expect(pays(wang, account('III', 'wang')).activatesPayee).toBe(true);
    expect(pays(li, account('III', 'wang', true)).activatesPayee).toBe(false);
  });
});

describe('counters', () => {
  const spent = outflowAfter(fresh, 700n, true);

  it('begin anew with the day of Beijing, not of UTC, and keep the year', () => {
    const beforeMidnight = Date.parse('2026-11-24T23:59:59.999+08:00');
    expect(countersAt(spent, beforeMidnight).dayOutFen).toBe(700n);
    expect(countersAt(spent, beforeMidnight + 1)).toMatchObject({ dayOutFen: 0n, dayFreeFen: 0n, yearOutFen: 700n });
  });

  it('begin anew with the year', () => {
    expect(countersAt(spent, Date.parse('2027-01-01T00:00:00+08:00')).yearOutFen).toBe(0n);
  });

  it('get back what an abandoned transfer had counted, on its own day only', () => {
    expect(outflowReturned(spent, 700n, now)).toMatchObject({ dayOutFen: 0n, yearOutFen: 0n });
    const tomorrow = countersAt(spent, now + 24 * 3_600_000);
    expect(outflowReturned(tomorrow, 700n, now)).toMatchObject({ dayOutFen: 0n, yearOutFen: 0n });
  });
});
