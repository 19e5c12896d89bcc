/** The authentication tools of the bank (认证工具); each is one implementation of `Factor`. */
export const factorKinds = [
  'sms-otp',
  'sms-armor',
  'fingerprint',
  'face',
  'cloud-certificate',
  'digital-certificate',
  'bluetooth-shield',
  'voiceprint',
] as const;
export type FactorKind = (typeof factorKinds)[number];

/** What one verified factor rests on: two of one category are never two factors (domain.md 3). */
export type Category = 'know' | 'have' | 'are';

/** What a challenge is about: `digest` is SHA-256 of everything the customer was shown, so changing a field voids it. */
export interface Binding {
  readonly challengeId: string;
  readonly digest: string;
}

/** What remains of a verified factor: kept with what it authorized, and consumed once. */
export interface Evidence {
  readonly kind: FactorKind;
  readonly category: Category;
  readonly binding: Binding;
  /** Milliseconds since 1970. */
  readonly verifiedAt: number;
}

export type Verdict =
  | { readonly verified: true; readonly evidence: Evidence }
  | { readonly verified: false; readonly reason: 'WRONG' | 'EXPIRED' | 'OTHER_BINDING' };

/** The randomness and the keyed hash that a factor uses; passed in, so that every factor stays a pure function of them. */
export interface Tools {
  /** A uniformly random integer from 0 up to, not including, `below`. */
  random(below: number): number;
  /** HMAC-SHA-256 with the bank's lookup key, base64url. */
  keyedHash(text: string): string;
}

/** What an issued challenge leaves in the table (`stored`) and what goes to the customer and nowhere else (`secret`). */
export interface Issued<Stored, Secret> {
  readonly stored: Stored;
  readonly secret: Secret;
}

/**
 * The port of an authentication tool: how a challenge is made, an answer judged, and what remains as evidence. How a customer
 * enrols a tool, and suspends or revokes it, is alike for all: enrolment.ts. Attempts are counted by the store that holds
 * the challenge, alike for every kind, since only a conditional write counts right under parallel guesses.
 */
export interface Factor<Stored, Secret, Answer> {
  readonly kind: FactorKind;
  readonly category: Category;
  challenge(binding: Binding, now: number, tools: Tools): Issued<Stored, Secret>;
  verify(stored: Stored, answer: Answer, binding: Binding, now: number, tools: Tools): Verdict | Promise<Verdict>;
}
