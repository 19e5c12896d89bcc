import type { KeyObject } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { type Claims, claims } from '../domain/identity/claims.ts';
import { Refused } from '../domain/identity/refusal.ts';
import { requireCanonical } from './compact-jws.ts';

/** Clocks of the bank's own functions differ by less. */
const leewaySeconds = 5;

/** What an access token must be signed by, and when it is looked at. */
export interface Issued {
  readonly key: KeyObject;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The claims of an access token that the key signed for this issuer and that is not over. The algorithm is pinned, whatever the
 * token says of itself. A change of the key refuses tokens of the old one for their last 5 minutes; the app then refreshes.
 * @throws Refused TOKEN_INVALID or TOKEN_EXPIRED
 */
export async function believedClaims(token: string, expected: Issued): Promise<Claims> {
  requireCanonical(token, 'TOKEN_INVALID');
  const parsed = z.safeParse(claims, await verifiedPayload(token, expected));
  if (!parsed.success) throw new Refused('TOKEN_INVALID', 'claims of another shape');
  return parsed.data;
}

async function verifiedPayload(token: string, { key, issuer, now }: Issued): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['ES256'],
      typ: 'at+jwt',
      issuer,
      clockTolerance: leewaySeconds,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Refused('TOKEN_EXPIRED', 'exp');
    if (error instanceof errors.JOSEError) throw new Refused('TOKEN_INVALID', error.code);
    throw error;
  }
}
