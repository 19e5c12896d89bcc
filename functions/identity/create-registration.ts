import * as z from 'zod/mini';
import { challengeView } from '../../shared/contract/challenge-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { SmsUnavailable } from '../../shared/domain/identity/challenge.ts';
import { phone } from '../../shared/domain/identity/phone.ts';
import { TooManyRequests } from '../../shared/domain/quotas/quota.ts';
import { sendPhoneCode } from '../../shared/lambda/identity/phone-code.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'createRegistration',
  summary: 'Begin to register: send a code to a phone, which answers alike whether or not it is registered',
  method: 'POST',
  path: '/registrations',
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

export const handler = serve(contract, ({ phone: number }, { caller, now }) =>
  sendPhoneCode('register', number, caller, now),
);
