import * as z from 'zod/mini';
import { idOf } from '../ids.ts';
import { roles } from './role.ts';
import { accessUntil, type Session } from './session.ts';
import { secondsOf } from '../time.ts';

const common = {
  iss: z.string(),
  /** Seconds since 1970, as RFC 7519 wants them. */
  iat: z.int(),
  exp: z.int(),
  jti: z.string(),
  sid: idOf('ses'),
  cnf: z.strictObject({ jkt: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)) }),
};

/** What an access token says (RFC 9068 with the key of RFC 9449), for a customer or for an operator, never for both. */
export const claims = z.discriminatedUnion('aud', [
  z.strictObject({ ...common, aud: z.literal('customer'), sub: idOf('cus'), dev: idOf('dev') }),
  z.strictObject({ ...common, aud: z.literal('operator'), sub: idOf('opr'), role: z.enum(roles) }),
]);
export type Claims = z.output<typeof claims>;

/** Who issues: one name per environment, so that a token of one is refused in another even if keys were ever mixed up. */
export const issuerOf = (environment: string): string => `songhua-${environment}`;

/** What a token for this session says, if it is made now. */
export function claimsOf(session: Session, made: { issuer: string; now: number; jti: string }): Claims {
  const { holder, subjectId: sub, sessionId: sid, thumbprint: jkt } = session;
  const exp = secondsOf(accessUntil(session, made.now));
  const said = { iss: made.issuer, iat: secondsOf(made.now), exp, jti: made.jti, sub, sid, cnf: { jkt } };
  return holder.kind === 'customer'
    ? { ...said, aud: 'customer', dev: holder.deviceId }
    : { ...said, aud: 'operator', role: holder.role };
}
