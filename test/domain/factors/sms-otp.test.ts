import { createHmac, randomInt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tools } from '../../../shared/domain/factors/factor.ts';
import { otpText } from '../../../shared/domain/factors/otp-text.ts';
import { makeOtp, smsOtp } from '../../../shared/domain/factors/sms-otp.ts';

const tools: Tools = {
  random: (below) => randomInt(below),
  keyedHash: (text) => createHmac('sha256', 'a key of the test').update(text).digest('base64url'),
};
const binding = { challengeId: 'chl_01jd0000000000000000000000', digest: 'what the customer saw' };
const now = 1_800_000_000_000;

describe('a one-time password', () => {
  it('has six digits, leading zeros kept', () => {
    fc.assert(
      fc.property(fc.nat(999_999), (drawn) => {
        expect(makeOtp(() => drawn)).toMatch(/^\d{6}$/);
      }),
    );
    expect(makeOtp(() => 7)).toBe('000007');
  });

  it('is evidence of what it was bound to', () => {
    const { stored, secret } = smsOtp.challenge(binding, now, tools);
    expect(smsOtp.verify(stored, secret, binding, now + 1000, tools)).toEqual({
      verified: true,
      evidence: { kind: 'sms-otp', category: 'have', binding, verifiedAt: now + 1000 },
    });
  });

  it('cannot be read from what is stored', () => {
    const { stored, secret } = smsOtp.challenge(binding, now, { ...tools, random: () => 123_456 });
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it('is refused when any digit differs', () => {
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(999_999), (drawn, guessed) => {
        fc.pre(drawn !== guessed);
        const { stored } = smsOtp.challenge(binding, now, { ...tools, random: () => drawn });
        const verdict = smsOtp.verify(
          stored,
          makeOtp(() => guessed),
          binding,
          now,
          tools,
        );
        expect(verdict).toEqual({ verified: false, reason: 'WRONG' });
      }),
    );
  });

  it('is refused for another challenge, even with the same digest', () => {
    const { stored, secret } = smsOtp.challenge(binding, now, tools);
    const other = { ...binding, challengeId: 'chl_01jd0000000000000000000001' };
    expect(smsOtp.verify(stored, secret, other, now, tools)).toEqual({ verified: false, reason: 'WRONG' });
  });

  it('is refused once what it was bound to has changed (abuse case 6)', () => {
    const { stored, secret } = smsOtp.challenge(binding, now, tools);
    const changed = { ...binding, digest: 'another amount' };
    expect(smsOtp.verify(stored, secret, changed, now, tools)).toEqual({ verified: false, reason: 'OTHER_BINDING' });
  });

  it('lives five minutes, and not a millisecond more', () => {
    const { stored, secret } = smsOtp.challenge(binding, now, tools);
    const end = now + 5 * 60 * 1000;
    expect(smsOtp.verify(stored, secret, binding, end - 1, tools)).toMatchObject({ verified: true });
    expect(smsOtp.verify(stored, secret, binding, end, tools)).toEqual({ verified: false, reason: 'EXPIRED' });
  });
});

describe('the text of a code', () => {
  it('names its purpose, Chinese first', () => {
    expect(otpText({ kind: 'register' }, '012345')).toMatch(
      /^【松花银行】验证码012345，用于注册手机银行，5分钟内有效。.* register/,
    );
    expect(otpText({ kind: 'sign-in' }, '012345')).toContain('在新设备上登录');
  });

  it('shows payee and amount of a transfer', () => {
    const purpose = {
      kind: 'transfer',
      payeeName: '**明',
      payeeAccount: '6230****1234',
      amountFen: 1_234_567n,
    } as const;
    expect(otpText(purpose, '012345')).toContain('向**明（账号6230****1234）转账12345.67元');
  });
});
