import * as z from 'zod/mini';
import { challengeView } from '../../shared/contract/challenge-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { derivedKey } from '../../shared/data/keyed-hash.ts';
import { newId } from '../../shared/data/new-id.ts';
import { openChallenge } from '../../shared/data/phone-challenge.store.ts';
import { useQuota } from '../../shared/data/quota.store.ts';
import { otpText } from '../../shared/domain/factors/otp-text.ts';
import { SmsUnavailable } from '../../shared/domain/identity/challenge.ts';
import { networkOf } from '../../shared/domain/identity/network.ts';
import { phone } from '../../shared/domain/identity/phone.ts';
import { identityRules } from '../../shared/domain/parameters/identity.ts';
import { TooManyRequests } from '../../shared/domain/quotas/quota.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { sendSms } from '../../shared/gateway/sms.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'createSignIn',
  summary: 'Begin to sign in on a new device: send a code to the phone of a customer',
  method: 'POST',
  path: '/sign-ins',
  auth: 'key',
  business: 'identity',
  // Not idempotent: a lost answer costs one more text, which the quota counts.
  idempotent: false,
  status: 201,
  grants: ['table:write', 'keyring', 'sms'],
  input: z.strictObject({ phone }),
  output: challengeView,
  errors: [TooManyRequests, SmsUnavailable],
});

export const handler = serve(contract, async ({ phone: number }, { caller, now }) => {
  const { smsPerAddress, smsPerPhone } = identityRules;
  await useQuota('sms-address', { kind: 'network-address', value: networkOf(caller.sourceIp) }, smsPerAddress, now);
  await useQuota('sms-phone', { kind: 'phone', value: number }, smsPerPhone, now);
  const asked = { purpose: 'sign-in', phone: number, thumbprint: caller.thumbprint } as const;
  const { challengeId, validUntil, code } = await openChallenge(asked, now);
  const text = otpText({ kind: 'sign-in' }, code);
  await sendSms({ messageId: newId('sms', now), phone: number, text, sentAt: now }, await derivedKey('sms'));
  return { challengeId, expiresAt: isoTime(validUntil) };
});
