import * as z from 'zod/mini';
import { boundDevice } from '../../shared/contract/challenge-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { tokens } from '../../shared/contract/tokens.ts';
import { answerChallenge } from '../../shared/data/phone-challenge.store.ts';
import { bindDevice } from '../../shared/data/registration.store.ts';
import { otpCode } from '../../shared/domain/factors/sms-otp.ts';
import { ChallengeNotOpen, CodeWrong, PhoneNotRegistered } from '../../shared/domain/identity/challenge.ts';
import { DeviceKeyTaken, deviceName, TooManyDevices } from '../../shared/domain/identity/device.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { issueTokens } from '../../shared/lambda/identity/tokens.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'confirmSignIn',
  summary: 'Bind the device whose key proves this call to the customer of the phone, with the code from it',
  method: 'POST',
  path: '/sign-ins/{challengeId}/confirm',
  auth: 'key',
  business: 'identity',
  // Not idempotent: the code is used once, and after a lost answer the bound device signs in by its key.
  idempotent: false,
  status: 201,
  grants: ['table:write', 'keyring', 'token:sign'],
  input: z.strictObject({ challengeId: idOf('chl'), code: otpCode, deviceName }),
  output: z.extend(tokens, boundDevice),
  errors: [ChallengeNotOpen, CodeWrong, PhoneNotRegistered, TooManyDevices, DeviceKeyTaken],
});

export const handler = serve(contract, async ({ challengeId, code, deviceName: name }, { caller, now }) => {
  const by = { purpose: 'sign-in', thumbprint: caller.thumbprint } as const;
  const verified = await answerChallenge(challengeId, code, by, now);
  const { device, started } = await bindDevice(verified, name, now);
  const { customerId, deviceId } = device;
  return { customerId, deviceId, ...(await issueTokens(started, now)) };
});
