import { describe, expect, it } from 'vitest';
import { afterCall, freshLine, mayCall, payRetry } from '../../../shared/domain/partners/breaker.ts';
import { ConsentMissing, ConsentNotNeeded, release, requireNeeded } from '../../../shared/domain/partners/consent.ts';
import { sf } from '../../../shared/domain/partners/sf.ts';
import { refusedAs } from '../../support/refused.ts';

const rules = { perMinuteMax: 1, timeoutMs: 1, retriesPercentMax: 20, failuresMax: 3, openSeconds: 10 };
const calls = (answered: readonly boolean[]) =>
  answered.reduce((line, one) => afterCall(line, one, rules, 0), freshLine);

describe('the breaker', () => {
  it('opens at the third failure in a row and lets one call through after its time', () => {
    expect(mayCall(calls([false, false]), 0)).toBe(true);
    const open = calls([false, false, false]);
    expect([mayCall(open, 9_999), mayCall(open, 10_000)]).toEqual([false, true]);
    expect(mayCall(afterCall(open, false, rules, 10_000), 10_001)).toBe(false);
    expect(mayCall(afterCall(open, true, rules, 10_000), 10_001)).toBe(true);
  });
  it('forgets failures at an answer', () => expect(mayCall(calls([false, false, true, false, false]), 0)).toBe(true));
});

describe('the retry budget', () => {
  it('gives one second try at once, and another after five calls', () => {
    const spent = payRetry(freshLine)!;
    expect(payRetry(spent)).toBeUndefined();
    const later = [1, 2, 3, 4, 5].reduce((line) => afterCall(line, true, rules, 0), spent);
    expect(payRetry(later)).toBeDefined();
  });
});

describe('personal data for a partner', () => {
  const data = { 'sender-name': '王小明', 'sender-phone': '13800000001' } as const;
  const partner = { name: 'x', personal: ['sender-name'] } as const;

  it('leaves as exactly what was agreed to and is needed', () => {
    expect(release(partner, ['sender-name', 'sender-phone'], data)).toEqual({ 'sender-name': '王小明' });
  });
  it('stays when a field was not agreed to', () => {
    expect(refusedAs(ConsentMissing, () => release(sf, ['sender-name'], data))).toEqual({
      partner: 'sf',
      fields: sf.personal.slice(1),
    });
  });
  it('is not asked for beyond the need', () => {
    expect(refusedAs(ConsentNotNeeded, () => requireNeeded(partner, ['sender-phone']))).toEqual({
      needed: ['sender-name'],
    });
  });
});
