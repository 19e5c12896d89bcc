import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../shared/domain/errors.ts';
import { type Attempts, planAttempt } from '../../../shared/domain/identity/operator.ts';
import { accessUntil, idleUntil, isLive, type SessionHolder } from '../../../shared/domain/identity/session.ts';
import { identityRules } from '../../../shared/domain/parameters/identity.ts';

const holders: SessionHolder[] = [
  { kind: 'customer', deviceId: 'dev_01jd0000000000000000000000' },
  { kind: 'operator', role: 'teller' },
];
const start = 1_800_000_000_000;

describe.each(holders)('a session of a $kind', (holder) => {
  const rules = holder.kind === 'customer' ? identityRules.customerSession : identityRules.operatorSession;

  it('slides with every refresh, but never past its last day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: rules.idleSeconds * 1000 - 1 }), { maxLength: 100 }), (gaps) => {
        let now = start;
        let until = idleUntil(holder, start, now);
        for (const gap of gaps) {
          if (!isLive({ idleUntil: until }, now + gap)) break;
          now += gap;
          until = idleUntil(holder, start, now);
        }
        expect(until).toBeLessThanOrEqual(start + rules.absoluteSeconds * 1000);
        expect(until).toBeLessThanOrEqual(now + rules.idleSeconds * 1000);
      }),
    );
  });

  it('is over at the very millisecond', () => {
    const until = idleUntil(holder, start, start);
    expect([isLive({ idleUntil: until }, until - 1), isLive({ idleUntil: until }, until)]).toEqual([true, false]);
  });

  it('gives no access token that outlives it', () => {
    const until = start + 1000;
    expect(accessUntil({ holder, idleUntil: until }, start)).toBe(until);
    expect(accessUntil({ holder, idleUntil: start + 1e12 }, start)).toBe(start + 300_000);
  });
});

describe('attempts to sign in as an operator', () => {
  const { failuresMax, lockedSeconds } = identityRules.operatorLogin;
  const play = (times: readonly number[]) => {
    let attempts: Attempts = { failures: 0, lockedUntil: 0 };
    return times.filter((now) => {
      try {
        attempts = planAttempt(attempts, now);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
        return false;
      }
    });
  };

  it('are five, then none until the lock is over', () => {
    const burst = Array.from({ length: 1000 }, () => start);
    expect(play(burst)).toHaveLength(failuresMax);
    const end = start + lockedSeconds * 1000;
    expect(play([...burst, end - 1, end])).toHaveLength(failuresMax + 1);
  });
});
