import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/errors.ts';
import { identityRules } from '../../../shared/domain/parameters/identity.ts';
import { planUse, type Window } from '../../../shared/domain/quotas/quota.ts';

const windows = identityRules.smsPerPhone;

/** Plays attempts in order; answers the seconds that were let through. */
function play(times: readonly number[], rules: readonly Window[]): number[] {
  let used: number[] = [];
  const through: number[] = [];
  for (const now of times) {
    try {
      used = planUse(used, rules, now);
      through.push(now);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return through;
}

const attempts = fc
  .array(fc.integer({ min: 0, max: 7200 }), { maxLength: 200 })
  .map((gaps) => gaps.map((_, index) => 1_700_000_000 + gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)));

describe('planUse', () => {
  it('lets no window hold more than its number, however the attempts fall', () => {
    fc.assert(
      fc.property(attempts, (times) => {
        const through = play(times, windows);
        for (const end of through)
          for (const { seconds, max } of windows)
            expect(through.filter((at) => at > end - seconds && at <= end).length).toBeLessThanOrEqual(max);
      }),
    );
  });

  it('says exactly how long to wait: a second earlier is too early', () => {
    fc.assert(
      fc.property(attempts, (times) => {
        let used: number[] = [];
        for (const now of times) {
          try {
            used = planUse(used, windows, now);
          } catch (error) {
            const { retryAfterSeconds } = (error as DomainError<{ retryAfterSeconds: number }>).details;
            expect(() => planUse(used, windows, now + retryAfterSeconds - 1)).toThrow(DomainError);
            expect(() => planUse(used, windows, now + retryAfterSeconds)).not.toThrow();
          }
        }
      }),
    );
  });

  it('forgets what no window sees, so the row stays small', () => {
    const day = 24 * 60 * 60;
    expect(planUse([0, 1, 2], windows, day + 1)).toEqual([2, day + 1]);
  });

  it('gives a phone one text a minute', () => {
    expect(play([1000, 1059, 1060], windows)).toEqual([1000, 1060]);
  });
});
