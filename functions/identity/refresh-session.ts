import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { tokens } from '../../shared/contract/tokens.ts';
import { rotate } from '../../shared/data/session.store.ts';
import { RefreshRefused, refreshTokenForm } from '../../shared/domain/identity/session.ts';
import { issueTokens } from '../../shared/lambda/identity/tokens.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'refreshSession',
  summary: 'Exchange a refresh token for new tokens; an old one ends the session',
  method: 'POST',
  path: '/sessions/refresh',
  auth: 'key',
  business: 'identity',
  // Not idempotent: a token that comes twice is a reuse. See docs/decisions on refresh tokens.
  idempotent: false,
  grants: ['table:write', 'token:sign'],
  input: z.strictObject({ refreshToken: refreshTokenForm }),
  output: tokens,
  errors: [RefreshRefused],
});

export const handler = serve(contract, async ({ refreshToken }, { caller, now }) =>
  issueTokens(await rotate(refreshToken, 'cus', caller.thumbprint, now), now),
);
