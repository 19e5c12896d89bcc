import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { tokens, tokensOf } from '../../shared/contract/tokens.ts';
import { rotate } from '../../shared/data/session.store.ts';
import { RefreshRefused, refreshTokenForm } from '../../shared/domain/identity/session.ts';
import { signAccessToken } from '../../shared/gateway/token.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'refreshOperatorSession',
  summary: 'Exchange an operator’s refresh token for new tokens; an old one ends the session',
  method: 'POST',
  path: '/operator-sessions/refresh',
  auth: 'key',
  business: 'operation',
  // Not idempotent: a token that comes twice is a reuse. See docs/decisions on refresh tokens.
  idempotent: false,
  grants: ['table:write', 'token:sign'],
  input: z.strictObject({ refreshToken: refreshTokenForm }),
  output: tokens,
  errors: [RefreshRefused],
});

export const handler = serve(contract, async ({ refreshToken }, { caller, now }) => {
  const rotated = await rotate(refreshToken, 'opr', caller.thumbprint, now);
  return tokensOf(rotated, await signAccessToken(rotated.session, now), now);
});
