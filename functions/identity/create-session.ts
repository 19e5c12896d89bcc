import * as z from 'zod/mini';
import { boundDevice } from '../../shared/contract/challenge-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { tokens } from '../../shared/contract/tokens.ts';
import { startDeviceSession } from '../../shared/data/device.store.ts';
import { DeviceNotBound } from '../../shared/domain/identity/device.ts';
import { issueTokens } from '../../shared/lambda/identity/tokens.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'createSession',
  summary: 'Sign in on a bound device by its key; an earlier session of the device ends',
  method: 'POST',
  path: '/sessions',
  auth: 'key',
  business: 'identity',
  // Not idempotent: a second sign-in replaces the first.
  idempotent: false,
  status: 201,
  grants: ['table:write', 'token:sign'],
  input: z.strictObject({}),
  output: z.extend(tokens, boundDevice),
  errors: [DeviceNotBound],
});

export const handler = serve(contract, async (_nothing, { caller, now }) => {
  const { deviceId, ...started } = await startDeviceSession(caller.thumbprint, now);
  const customerId = started.session.subjectId;
  return { customerId, deviceId, ...(await issueTokens(started, now)) };
});
