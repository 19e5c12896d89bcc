import * as z from 'zod/mini';
import { idOf } from '../domain/ids.ts';
import { accessUntil, refreshTokenForm, type Session } from '../domain/identity/session.ts';
import { isoTime } from '../domain/time.ts';
import { zonedTime } from './time-view.ts';

/** What a signed-in device or desk holds: a short access token and what renews it, both good only with its own key. */
export const tokens = z.strictObject({
  sessionId: idOf('ses'),
  tokenType: z.literal('DPoP'),
  accessToken: z.string(),
  accessExpiresAt: zonedTime,
  refreshToken: refreshTokenForm,
  refreshExpiresAt: zonedTime,
});

/** The tokens of a session as its holder sees them, once. */
export const tokensOf = (
  { session, refreshToken }: { readonly session: Session; readonly refreshToken: string },
  accessToken: string,
  now: number,
): z.output<typeof tokens> => ({
  sessionId: session.sessionId,
  tokenType: 'DPoP',
  accessToken,
  accessExpiresAt: isoTime(accessUntil(session, now)),
  refreshToken,
  refreshExpiresAt: isoTime(session.idleUntil),
});
