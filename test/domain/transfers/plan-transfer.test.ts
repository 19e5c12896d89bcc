import { describe, expect, it } from 'vitest';
import type { AccountClass } from '../../../shared/domain/accounts/account.ts';
import { emptyPosition } from '../../../shared/domain/ledger/position.ts';
import { transferRulesOf } from '../../../shared/domain/parameters/transfer.ts';
import { type Counters, countersAt, outflowAfter, outflowReturned } from '../../../shared/domain/transfers/counters.ts';
import { type Party, planTransfer } from '../../../shared/domain/transfers/plan-transfer.ts';
import { LimitExceeded, PayeeCannotReceive, SameAccount } from '../../../shared/domain/transfers/transfer-errors.ts';
import { refusedAs } from '../../support/refused.ts';

const rules = transferRulesOf('2026-11-24');
const now = Date.parse('2026-11-24T12:00:00+08:00');
const fresh = countersAt({}, now);
let made = 0;

function account(accountClass: AccountClass, ownerId: string, activated = false): Party {
  return { accountId: `acc_${made++}`, accountClass, status: 'OPEN', ownerId, activated, ...emptyPosition };
}
const wang = account('I', 'wang');
const li = account('I', 'li');

const plan = (payer: Party, payee: Party, amountFen: bigint, counters: Counters, known: boolean, newDevice = false) =>
  planTransfer({ payer, payee, amountFen, counters, known, newDevice, rules });

describe('step-up', () => {
  const pay = (fen: bigint, known: boolean, counters = fresh) => plan(wang, li, fen, counters, known);

  it('is asked for an unknown payee, however small the amount', () =>
    expect(pay(1n, false).stepUp).toEqual(['sms-otp']));

  it('is not asked for a known payee up to 1,000 CNY a day', () => expect(pay(100_000n, true).stepUp).toEqual([]));

  it('is asked by ">", one fen above', () => expect(pay(100_001n, true).stepUp).toEqual(['sms-otp']));

  it('counts the whole day, not the single transfer', () => {
    const spent = pay(99_999n, true).counters;
    expect(pay(1n, true, spent).stepUp).toEqual([]);
    expect(pay(2n, true, spent).stepUp).toEqual(['sms-otp']);
  });

  it('is not counted as free when it was shown', () => expect(pay(200_000n, true).counters.dayFreeFen).toBe(0n));

  it('is never asked between own accounts, which count toward nothing', () => {
    const own = plan(wang, account('II', 'wang'), 900_000_000n, fresh, false);
    expect(own).toMatchObject({ stepUp: [], counters: fresh, binding: null });
  });
});

describe('limits', () => {
  it('let 50,000 CNY a day through by SMS code and refuse one fen more, saying what is left', () => {
    const { counters } = plan(wang, li, 5_000_000n, fresh, false);
    expect(refusedAs(LimitExceeded, () => plan(wang, li, 1n, counters, false))).toEqual({
      rule: 'TOOL_DAY',
      remaining: 0n,
    });
  });

  it.each([
    ['II', 1_000_000n],
    ['III', 200_000n],
  ] as const)('cap the outflow of class %s by its own day cap', (ofClass, cap) => {
    const payer = account(ofClass, 'wang');
    expect(plan(payer, li, cap, fresh, false).binding).toEqual({ rule: 'CLASS_DAY', remainingFen: 0n });
    expect(refusedAs(LimitExceeded, () => plan(payer, li, cap + 1n, fresh, false))).toMatchObject({
      rule: 'CLASS_DAY',
      remaining: cap,
    });
  });

  it('let only 5,000 CNY a day leave from a device that is still new', () => {
    expect(plan(wang, li, 500_000n, fresh, false, true).binding).toEqual({ rule: 'DEVICE_DAY', remainingFen: 0n });
    refusedAs(LimitExceeded, () => plan(wang, li, 500_001n, fresh, false, true));
  });

  it('cap the outflow of class III by its year', () => {
    const payer = account('III', 'wang');
    const late = { ...fresh, yearOutFen: 4_999_900n };
    refusedAs(LimitExceeded, () => plan(payer, li, 101n, late, false));
    expect(plan(payer, li, 100n, late, false).binding).toEqual({ rule: 'CLASS_YEAR', remainingFen: 0n });
  });

  it('of the class do not count what goes to the bound account', () => {
    const payer = account('III', 'wang');
    expect(plan(payer, wang, 900_000n, fresh, false).binding).toBeNull();
  });
});

describe('receiving', () => {
  const pays = (payer: Party, payee: Party) => plan(payer, payee, 1n, fresh, true);

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
    expect(outflowReturned(spent, 700n, spent.day)).toMatchObject({ dayOutFen: 0n, yearOutFen: 0n });
    const tomorrow = countersAt(spent, now + 24 * 3_600_000);
    expect(outflowReturned(tomorrow, 700n, spent.day)).toMatchObject({ dayOutFen: 0n, yearOutFen: 0n });
  });

  it('stay on the new day when another clock is still before midnight', () => {
    const midnight = Date.parse('2026-11-25T00:00:00+08:00');
    const after = outflowAfter(countersAt(spent, midnight), 5n, false);
    expect(countersAt(after, midnight - 1)).toMatchObject({ day: '2026-11-25', dayOutFen: 5n });
  });
});
