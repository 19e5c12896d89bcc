import { describe, expect, it } from 'vitest';
import {
  changeEnrolment,
  enrol,
  enrolmentMoves,
  enrolmentStates,
  isUsable,
} from '../../../shared/domain/factors/enrolment.ts';

const now = 1_800_000_000_000;
const fresh = enrol('fingerprint', 3600, now);

describe('an enrolled tool', () => {
  it('is usable at once, with its limits reduced while it cools', () => {
    expect(fresh).toEqual({ kind: 'fingerprint', state: 'ACTIVE', enrolledAt: now, coolingUntil: now + 3_600_000 });
    expect(isUsable(fresh)).toBe(true);
  });

  it.each(enrolmentStates.flatMap((from) => enrolmentStates.map((to) => [from, to] as const)))(
    'moves from %s to %s only if the table says so',
    (from, to) => {
      const move = () => changeEnrolment({ ...fresh, state: from }, to).state;
      if (enrolmentMoves[from].includes(to)) expect(move()).toBe(to);
      else expect(move).toThrow(`fingerprint: ${from} to ${to}`);
    },
  );

  it('counts neither suspended nor revoked', () => {
    expect([isUsable({ state: 'SUSPENDED' }), isUsable({ state: 'REVOKED' })]).toEqual([false, false]);
  });
});
