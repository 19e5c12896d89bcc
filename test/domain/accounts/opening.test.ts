import { describe, expect, it } from 'vitest';
import { BoundAccountMissing, TooManyAccounts } from '../../../shared/domain/accounts/account-errors.ts';
import { accountIdsOf, type Holdings, planOpening } from '../../../shared/domain/accounts/opening.ts';
import { refusedAs } from '../../support/refused.ts';

const none = { classI: [], classII: [], classIII: [] };
const withClassI = { ...none, classI: ['acc_1'] };

describe('opening an account', () => {
  it('adds it to its class', () => {
    expect(accountIdsOf(planOpening(withClassI, 'II', 'acc_2'))).toEqual(['acc_1', 'acc_2']);
  });

  it('refuses a second class I account (银发〔2016〕261号 §1)', () =>
    void refusedAs(TooManyAccounts, () => planOpening(withClassI, 'I', 'acc_2')));

  it.each(['II', 'III'] as const)('refuses a sixth account of class %s (银发〔2018〕16号)', (ofClass) => {
    let held: Holdings = withClassI;
    for (const id of ['acc_2', 'acc_3', 'acc_4', 'acc_5', 'acc_6']) held = planOpening(held, ofClass, id);
    expect(refusedAs(TooManyAccounts, () => planOpening(held, ofClass, 'acc_7'))).toEqual({
      accountClass: ofClass,
      max: 5,
    });
  });

  it.each(['II', 'III'] as const)('refuses class %s without a bound account', (ofClass) => {
    refusedAs(BoundAccountMissing, () => planOpening(none, ofClass, 'acc_1'));
  });
});
