import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { Binding } from '../domain/factors/factor.ts';
import { smsOtp } from '../domain/factors/sms-otp.ts';
import {
  type Answering,
  type ChallengePurpose,
  ChallengeNotOpen,
  challengeMoves,
  isOpen,
  type PhoneChallenge,
  requireVerified,
} from '../domain/identity/challenge.ts';
import { phone } from '../domain/identity/phone.ts';
import { identityRules } from '../domain/parameters/identity.ts';
import { sourcesOf } from '../domain/states.ts';
import { secondsOf } from '../domain/time.ts';
import { type PhoneChallengeRow, phoneChallenges } from './phone-challenge.entity.ts';
import { commit, decide, type Write } from './commit.ts';
import { factorTools } from './keyed-hash.ts';
import { newId } from './new-id.ts';
import { seal, unseal } from './sealed.ts';

const personal = z.strictObject({ phone });
const { attemptsMax } = identityRules.otp;

/** A challenge that waits for its answer, and the code, which goes into the text message and nowhere else. */
export interface Opened {
  readonly challengeId: string;
  readonly validUntil: number;
  readonly code: string;
}

/** Makes and keeps a challenge for a phone, to be answered with the key of `thumbprint`. */
export async function openChallenge(
  asked: { purpose: ChallengePurpose; phone: string; thumbprint: string },
  now: number,
): Promise<Opened> {
  const challengeId = newId('chl', now);
  const { stored, secret } = smsOtp.challenge(bindingOf(challengeId, asked), now, await factorTools());
  const row: PhoneChallengeRow = {
    challengeId,
    purpose: asked.purpose,
    thumbprint: asked.thumbprint,
    sealed: await seal({ phone: asked.phone }, phoneChallenges.key({ challengeId })),
    codeHash: stored.codeHash,
    digest: stored.digest,
    state: 'PENDING',
    attempts: 0n,
    validUntil: BigInt(stored.validUntil),
    expiresAt: BigInt(secondsOf(stored.validUntil)),
  };
  await decide(() => commit(phoneChallenges.put(row)));
  return { challengeId, validUntil: stored.validUntil, code: secret };
}

/**
 * Judges an answer. The attempt is counted by one conditional write before the code is looked at, so that of a thousand guesses
 * at once five are compared. A right answer does not consume the challenge: `useWrite` does, with what it allows.
 * @throws ChallengeNotOpen, CodeWrong
 */
export async function answerChallenge(
  challengeId: string,
  code: string,
  by: Answering,
  now: number,
): Promise<PhoneChallenge> {
  const row = await phoneChallenges.read({ challengeId }, 'consistent');
  const challenge = row && (await challengeOf(row));
  if (!challenge || !isOpen(challenge, by, now)) throw new DomainError(ChallengeNotOpen);
  await countGuess(challengeId, now);
  const verdict = await smsOtp.verify(challenge, code, bindingOf(challengeId, challenge), now, await factorTools());
  requireVerified(verdict, Math.max(0, attemptsMax - challenge.attempts - 1));
  return challenge;
}

/**
 * Lets one guess through to the comparison, or nobody's any more. Counted twice when the table does not answer the first time:
 * rather one guess too few than one too many.
 * @throws ChallengeNotOpen
 */
export async function countGuess(challengeId: string, now: number): Promise<void> {
  const { is, below, above } = phoneChallenges.guard;
  const open = [is('state', 'PENDING'), below('attempts', BigInt(attemptsMax)), above('validUntil', BigInt(now))];
  const closed = () => new DomainError(ChallengeNotOpen);
  await decide(() => commit(phoneChallenges.update({ challengeId }, { add: { attempts: 1n } }, open, closed)));
}

/** Consumes a challenge, in the transaction of what it allows: of two right answers at once, one stands. */
export const useWrite = ({ challengeId }: Pick<PhoneChallenge, 'challengeId'>): Write =>
  phoneChallenges.update(
    { challengeId },
    { set: { state: 'USED' } },
    [phoneChallenges.guard.oneOf('state', sourcesOf(challengeMoves, 'USED'))],
    () => new DomainError(ChallengeNotOpen),
  );

/** What the code is about: its purpose, its phone and the key that asked. */
function bindingOf(challengeId: string, about: Pick<PhoneChallenge, 'purpose' | 'phone' | 'thumbprint'>): Binding {
  const canonical = JSON.stringify([about.purpose, about.phone, about.thumbprint]);
  return { challengeId, digest: createHash('sha256').update(canonical).digest('base64url') };
}

async function challengeOf(row: PhoneChallengeRow): Promise<PhoneChallenge> {
  const { sealed, attempts, validUntil, expiresAt: _ttl, ...rest } = row;
  const { phone: number } = await unseal(sealed, phoneChallenges.key(row), personal);
  return { ...rest, phone: number, attempts: Number(attempts), validUntil: Number(validUntil) };
}
