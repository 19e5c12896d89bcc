import type { ChallengePurpose, ChallengeState } from '../domain/identity/challenge.ts';
import { Entity } from './entity.ts';

/** A code on its way to a phone. `sealed` holds the phone. */
export interface PhoneChallengeRow {
  readonly challengeId: string;
  readonly purpose: ChallengePurpose;
  readonly thumbprint: string;
  readonly sealed: Uint8Array;
  readonly codeHash: string;
  readonly digest: string;
  readonly state: ChallengeState;
  /** Attempts that were let through to the comparison, right or wrong. */
  readonly attempts: bigint;
  readonly validUntil: bigint;
  /** TTL, seconds. */
  readonly expiresAt: bigint;
}
export const phoneChallenges = new Entity<PhoneChallengeRow, Pick<PhoneChallengeRow, 'challengeId'>>(
  'phone-challenge',
  ({ challengeId }) => ({
    pk: `CHL#${challengeId}`,
    sk: 'CHL',
  }),
);
