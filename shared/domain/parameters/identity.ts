import type { Window } from '../quotas/quota.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** The default rule pack of identity (身份规则), in force from the day below until a later pack replaces it. */
export const identityRules = {
  effectiveFrom: '2026-01-01',

  /** Unanswered texts to one phone: abuse case 4 (OTP bombing). 10 a day times 5 guesses of 10^6 is a 1 in 20,000 chance a day. */
  smsPerPhone: [
    { seconds: minute, max: 1 },
    { seconds: hour, max: 5 },
    { seconds: day, max: 10 },
  ],
  /** Texts asked for from one address: mobile carriers put thousands of customers behind one, so it only stops machines. */
  smsPerAddress: [{ seconds: hour, max: 300 }],

  otp: {
    /** At most 6 by the custom of banks (domain.md 3), at most 10 by NIST SP 800-63B-4 §3.1.3.2. */
    validSeconds: 5 * minute,
    /** proof.md abuse case 3: never more evaluated, however many arrive at once. */
    attemptsMax: 5,
  },

  customerSession: {
    /** Short, since a stolen token works until then only with the device's own key, and not at all once revoked. */
    accessSeconds: 5 * minute,
    /** Slides with every refresh: a customer who opens the app once a month stays signed in on the device. */
    idleSeconds: 30 * day,
    /** No session outlives this without a new sign-in by the device key. */
    absoluteSeconds: 365 * day,
  },
  operatorSession: {
    accessSeconds: 5 * minute,
    /** An unattended desk is locked after this; our own decision. */
    idleSeconds: 15 * minute,
    /** One shift. */
    absoluteSeconds: 12 * hour,
  },

  device: {
    /** Phones and tablets that one customer may have bound at once. */
    activeMax: 5,
    /** A replaced device is limited for this long (domain.md 3: replacing a device needs a cooling period; abuse case 2). */
    coolingSeconds: day,
  },

  operatorLogin: {
    failuresMax: 5,
    lockedSeconds: 15 * minute,
  },
} as const satisfies {
  readonly [rule: string]: unknown;
  smsPerPhone: readonly Window[];
  smsPerAddress: readonly Window[];
};
