import { describe, expect, it } from 'vitest';
import { ChallengeNotOpen, CodeWrong, requireVerified } from '../../../shared/domain/identity/challenge.ts';
import { refusedAs } from '../../support/refused.ts';

describe('the verdict on a code', () => {
  it('tells of a wrong one how many answers are left', () =>
    expect(refusedAs(CodeWrong, () => requireVerified({ verified: false, reason: 'WRONG' }, 4))).toEqual({
      attemptsLeft: 4,
    }));

  it.each(['EXPIRED', 'OTHER_BINDING'] as const)('refuses one that is %s as no longer open', (reason) => {
    refusedAs(ChallengeNotOpen, () => requireVerified({ verified: false, reason }, 4));
  });
});
