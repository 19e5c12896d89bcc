import { describe, expect, it } from 'vitest';
import { isFinal, sourcesOf } from '../../../shared/domain/states.ts';
import { amountInWords } from '../../../shared/domain/transfers/amount-in-words.ts';
import { canonicalTerms, type TransferTerms } from '../../../shared/domain/transfers/binding.ts';
import { noticeOf } from '../../../shared/domain/transfers/notice.ts';
import { transferStates, transferTransitions } from '../../../shared/domain/transfers/transfer.ts';

describe('an amount in words (人民币大写)', () => {
  it.each([
    [1n, '壹分'],
    [10n, '壹角整'],
    [15n, '壹角伍分'],
    [100n, '壹元整'],
    [105n, '壹元零伍分'],
    [123_456n, '壹仟贰佰叁拾肆元伍角陆分'],
    [100_000n, '壹仟元整'],
    [100_100n, '壹仟零壹元整'],
    [1_000_000n, '壹万元整'],
    [10_050_000n, '拾万零伍佰元整'.replace('拾', '壹拾')],
    [1_000_000_000_000n, '壹佰亿元整'],
    [10_000_000_100n, '壹亿零壹元整'],
  ])('spells %s fen as %s', (fen, words) => expect(amountInWords(fen)).toBe(words));

  it('refuses what is no payment', () => expect(() => amountInWords(0n)).toThrow(RangeError));
});

describe('the terms of a transfer', () => {
  const terms: TransferTerms = {
    transferId: 'trf_1',
    payerAccountId: 'acc_1',
    payeeAccountNumber: '621263*********7838',
    payeeNameShown: '*芳',
    amountFen: 100n,
    currency: 'CNY',
    executionDate: '2026-11-24',
    nonce: 'n',
    authorizeUntil: 1n,
  };

  it.each(Object.keys(terms) as (keyof TransferTerms)[])('read differently when %s differs', (field) => {
    const other = typeof terms[field] === 'bigint' ? 2n : `${terms[field]}x`;
    expect(canonicalTerms({ ...terms, [field]: other })).not.toBe(canonicalTerms(terms));
  });
});

describe('the states of a transfer', () => {
  it('end: everything but waiting and authorized is final', () => {
    const open = transferStates.filter((state) => !isFinal(transferTransitions, state));
    expect(open).toEqual(['AWAITING_AUTHORIZATION', 'AUTHORIZED']);
  });

  it('let money move only after an authorization', () =>
    expect(sourcesOf(transferTransitions, 'BOOKED')).toEqual(['AUTHORIZED']));

  it('let approve, cancel and expire meet in one state only', () => {
    for (const end of ['AUTHORIZED', 'CANCELLED', 'EXPIRED', 'REFUSED'] as const) {
      expect(sourcesOf(transferTransitions, end)).toEqual(['AWAITING_AUTHORIZATION']);
    }
  });
});

describe('the notice', () => {
  it('reminds by ">" of 300,000 CNY a day (银发〔2016〕261号 §9)', () => {
    const counters = { day: '', dayFreeFen: 0n, year: '', yearOutFen: 0n };
    expect(noticeOf({ ...counters, dayOutFen: 30_000_000n }).zh).not.toContain('30万元');
    expect(noticeOf({ ...counters, dayOutFen: 30_000_001n }).zh).toContain('30万元');
  });
});
