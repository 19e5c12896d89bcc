import * as z from 'zod/mini';
import { boundDevice } from '../../shared/contract/challenge-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { tokens } from '../../shared/contract/tokens.ts';
import { answerChallenge } from '../../shared/data/phone-challenge.store.ts';
import { register } from '../../shared/data/registration.store.ts';
import { otpCode } from '../../shared/domain/factors/sms-otp.ts';
import { ChallengeNotOpen, CodeWrong, PhoneAlreadyRegistered } from '../../shared/domain/identity/challenge.ts';
import { DeviceKeyTaken, deviceName } from '../../shared/domain/identity/device.ts';
import { personName } from '../../shared/domain/identity/person-name.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { issueTokens } from '../../shared/lambda/identity/tokens.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'confirmRegistration',
  summary: 'Become a customer with the code from the phone, on the device whose key proves this call',
  method: 'POST',
  path: '/registrations/{challengeId}/confirm',
  auth: 'key',
  business: 'identity',
  // Not idempotent: the code is used once, and after a lost answer the bound device signs in by its key.
  idempotent: false,
  status: 201,
  grants: ['table:write', 'keyring', 'token:sign'],
  input: z.strictObject({ challengeId: idOf('chl'), code: otpCode, name: personName, deviceName }),
  output: z.extend(tokens, boundDevice),
  errors: [ChallengeNotOpen, CodeWrong, PhoneAlreadyRegistered, DeviceKeyTaken],
});

export const handler = serve(contract, async ({ challengeId, code, name, deviceName: device }, { caller, now }) => {
  const by = { purpose: 'register', thumbprint: caller.thumbprint } as const;
  const verified = await answerChallenge(challengeId, code, by, now);
  const { device: bound, started } = await register(verified, { name, deviceName: device }, now);
  const { customerId, deviceId } = bound;
  return { customerId, deviceId, ...(await issueTokens(started, now)) };
});
