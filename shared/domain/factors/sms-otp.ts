import * as z from 'zod/mini';
import { identityRules } from '../parameters/identity.ts';
import type { Binding, Factor, Tools } from './factor.ts';

/** Six decimal digits, leading zeros kept. C2, C3 together with the phone. */
export const otpCode = z.string().check(z.regex(/^\d{6}$/));

/** What the table keeps of a sent code: nothing from which the code follows without the bank's key. */
export interface StoredOtp {
  readonly codeHash: string;
  readonly digest: string;
  /** Milliseconds since 1970; the code is good before it. */
  readonly validUntil: number;
}

/** A one-time password (短信验证码): each of 10^6 codes equally likely. */
export const makeOtp = (random: Tools['random']): string => String(random(1_000_000)).padStart(6, '0');

/** The SMS one-time password, to the phone that the customer has confirmed (A1). */
export const smsOtp: Factor<StoredOtp, string, string> = {
  kind: 'sms-otp',
  category: 'have',

  challenge(binding, now, tools) {
    const code = makeOtp(tools.random);
    const validUntil = now + identityRules.otp.validSeconds * 1000;
    return { secret: code, stored: { codeHash: hashOf(binding, code, tools), digest: binding.digest, validUntil } };
  },

  verify(stored, code, binding, now, tools) {
    if (now >= stored.validUntil) return { verified: false, reason: 'EXPIRED' };
    if (stored.digest !== binding.digest) return { verified: false, reason: 'OTHER_BINDING' };
    if (!equalInConstantTime(stored.codeHash, hashOf(binding, code, tools)))
      return { verified: false, reason: 'WRONG' };
    return { verified: true, evidence: { kind: 'sms-otp', category: 'have', binding, verifiedAt: now } };
  },
};

/** The hash covers the challenge and what it is about: a code proves nothing for any other. */
const hashOf = ({ challengeId, digest }: Binding, code: string, tools: Tools): string =>
  tools.keyedHash(['otp', challengeId, digest, code].join('\n'));

/** Looks at every character whatever differs: the time taken says nothing about where. */
function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
