import * as z from 'zod/mini';
import { DomainError, defineError } from '../errors.ts';
import type { Verdict } from '../factors/factor.ts';
import type { StoredOtp } from '../factors/sms-otp.ts';
import { identityRules } from '../parameters/identity.ts';
import type { Transitions } from '../states.ts';

/** What a customer without a session may ask a code for. */
export type ChallengePurpose = 'register' | 'sign-in';

/** A code sent to a phone (验证挑战), to be answered once, with the key that asked for it. */
export interface PhoneChallenge extends StoredOtp {
  readonly challengeId: string;
  readonly purpose: ChallengePurpose;
  readonly phone: string;
  /** The key that asked: a code read over a shoulder is of no use on another device. */
  readonly thumbprint: string;
  readonly state: ChallengeState;
  readonly attempts: number;
}

export type ChallengeState = 'PENDING' | 'USED';
export const challengeMoves: Transitions<ChallengeState> = { PENDING: ['USED'], USED: [] };

const startAgain = { zh: '请重新获取验证码', en: 'Ask for a new code' };

/** Unknown, expired, used up, for another purpose or of another key: one answer, which tells a guesser nothing. */
export const ChallengeNotOpen = defineError({
  code: 'CHALLENGE_NOT_OPEN',
  kind: 'missing',
  title: { zh: '验证码已失效', en: 'The code can no longer be answered' },
  action: startAgain,
  details: z.strictObject({}),
});

/** A wrong code, while there are attempts left. */
export const CodeWrong = defineError({
  code: 'CODE_WRONG',
  kind: 'refused',
  title: { zh: '验证码不正确', en: 'The code is not right' },
  action: { zh: '请核对短信后重新输入', en: 'Compare it with the message and try again' },
  details: z.strictObject({ attemptsLeft: z.int().check(z.minimum(0)) }),
});

/** Said only to somebody who has just proved to hold the phone. */
export const PhoneAlreadyRegistered = defineError({
  code: 'PHONE_ALREADY_REGISTERED',
  kind: 'conflict',
  title: { zh: '该手机号已注册', en: 'This phone is registered already' },
  action: { zh: '请直接登录', en: 'Sign in instead' },
  details: z.strictObject({}),
});

/** Said only to somebody who has just proved to hold the phone. */
export const PhoneNotRegistered = defineError({
  code: 'PHONE_NOT_REGISTERED',
  kind: 'refused',
  title: { zh: '该手机号尚未注册', en: 'This phone is not registered' },
  action: { zh: '请先注册', en: 'Register first' },
  details: z.strictObject({}),
});

/** The text could not be handed to the provider; the code, if it does arrive, still works. */
export const SmsUnavailable = defineError({
  code: 'SMS_UNAVAILABLE',
  kind: 'unavailable',
  title: { zh: '短信暂时无法发送', en: 'The message could not be sent' },
  action: { zh: '请一分钟后重试', en: 'Try again in a minute' },
  details: z.strictObject({}),
});

/** Which challenge the answer is meant for. */
export interface Answering {
  readonly purpose: ChallengePurpose;
  readonly thumbprint: string;
}

/** Whether one more attempt may be counted; the store's condition says the same again. */
export const isOpen = (challenge: PhoneChallenge, by: Answering, now: number): boolean =>
  challenge.state === 'PENDING' &&
  challenge.attempts < identityRules.otp.attemptsMax &&
  now < challenge.validUntil &&
  challenge.purpose === by.purpose &&
  challenge.thumbprint === by.thumbprint;

/** Lets a verified answer pass. @throws CodeWrong with the attempts that remain; ChallengeNotOpen when it came too late */
export function requireVerified(verdict: Verdict, attemptsLeft: number): void {
  if (verdict.verified) return;
  if (verdict.reason === 'WRONG') throw new DomainError(CodeWrong, { attemptsLeft });
  throw new DomainError(ChallengeNotOpen);
}
