import type { CallerOf } from '../../contract/caller.ts';
import { derivedKey } from '../../data/keyed-hash.ts';
import { newId } from '../../data/new-id.ts';
import { openChallenge } from '../../data/phone-challenge.store.ts';
import { useQuota } from '../../data/quota.store.ts';
import { otpText } from '../../domain/factors/otp-text.ts';
import type { ChallengePurpose } from '../../domain/identity/challenge.ts';
import { networkOf } from '../../domain/identity/network.ts';
import { identityRules } from '../../domain/parameters/identity.ts';
import { isoTime } from '../../domain/time.ts';
import { sendSms } from '../../gateway/sms.ts';

/**
 * Sends a code to a phone, to be answered with the key that asks: at most so many per network address and per phone.
 * @throws TooManyRequests, SmsUnavailable
 */
export async function sendPhoneCode(
  purpose: ChallengePurpose,
  phone: string,
  { sourceIp, thumbprint }: CallerOf<'key'>,
  now: number,
) {
  const { smsPerAddress, smsPerPhone } = identityRules;
  await useQuota('sms-address', { kind: 'network-address', value: networkOf(sourceIp) }, smsPerAddress, now);
  await useQuota('sms-phone', { kind: 'phone', value: phone }, smsPerPhone, now);
  const { challengeId, validUntil, code } = await openChallenge({ purpose, phone, thumbprint }, now);
  const text = otpText({ kind: purpose }, code);
  await sendSms({ messageId: newId('sms', now), phone, text, sentAt: now }, await derivedKey('sms'));
  return { challengeId, expiresAt: isoTime(validUntil) };
}
