import { hash } from 'node:crypto';
import { errors, type JWK, calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import * as z from 'zod/mini';
import { Refused } from '../domain/identity/refusal.ts';
import { isCanonical, requireCanonical } from './compact-jws.ts';

/** How old a proof may be, and how far ahead a phone's clock may run (RFC 9449 §11.1 asks for seconds or minutes). */
const ageSecondsMax = 60;
const aheadSecondsMax = 5;
/** A proof row must outlive its proof; after this a replay is refused for its age. */
export const proofMemorySeconds = ageSecondsMax + aheadSecondsMax;

/** A coordinate of P-256: 32 bytes in their one spelling, or one key would have several thumbprints. */
const coordinate = z.string().check(z.length(43), z.refine(isCanonical));
/** A public key and nothing else: a private part (`d`) or another kind of key is refused by shape. */
const publicJwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate });
const header = z.strictObject({ typ: z.literal('dpop+jwt'), alg: z.literal('ES256'), jwk: publicJwk });

const body = z.object({
  htm: z.string(),
  htu: z.string(),
  iat: z.int(),
  jti: z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/)),
  ath: z.optional(z.string()),
});

/** What a proof must have been made for. */
export interface ProofExpectation {
  readonly method: string;
  /** Scheme, host and path as the client called them, without a query. */
  readonly url: string;
  /** The access token beside it; a proof without one proves only its key. */
  readonly accessToken?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A believed proof: whose key, and the number that must not be seen twice. */
export interface Proof {
  readonly thumbprint: string;
  readonly jti: string;
}

/**
 * Verifies a DPoP proof (RFC 9449 §4.3), all but its single use and its binding to a token, which need the table and the token.
 * @throws Refused PROOF_INVALID
 */
export async function verifyProof(proof: string, expected: ProofExpectation): Promise<Proof> {
  requireCanonical(proof, 'PROOF_INVALID');
  const jwk = keyIn(proof);
  const { htm, htu, iat, jti, ath } = await signedBody(proof, jwk);
  const age = Math.floor(expected.now / 1000) - iat;
  requireThat(age <= ageSecondsMax && age >= -aheadSecondsMax, 'iat');
  requireThat(htm === expected.method, 'htm');
  requireThat(isSameUrl(htu, expected.url), 'htu');
  requireThat(ath === (expected.accessToken && sha256(expected.accessToken)), 'ath');
  return { thumbprint: await calculateJwkThumbprint(jwk, 'sha256'), jti };
}

function keyIn(proof: string): JWK {
  const parsed = z.safeParse(header, jsonOf(Buffer.from(proof.split('.')[0]!, 'base64url')));
  if (!parsed.success) throw new Refused('PROOF_INVALID', 'header of another shape');
  return parsed.data.jwk;
}

async function signedBody(proof: string, jwk: JWK): Promise<z.output<typeof body>> {
  const parsed = z.safeParse(body, jsonOf(await verifiedPayload(proof, jwk)));
  if (!parsed.success) throw new Refused('PROOF_INVALID', 'claims of another shape');
  return parsed.data;
}

/** Checked as a plain JWS: a proof has no `exp`, and its `iat` is judged above. */
async function verifiedPayload(proof: string, jwk: JWK): Promise<Uint8Array> {
  try {
    return (await compactVerify(proof, await importJWK(jwk, 'ES256'), { algorithms: ['ES256'] })).payload;
  } catch (error) {
    // A point off the curve is refused by the key import with a DataError of WebCrypto.
    const isRefusal = error instanceof errors.JOSEError || (error as Error).name === 'DataError';
    throw isRefusal ? new Refused('PROOF_INVALID', 'signature') : error;
  }
}

/** Equal after the normalisation that RFC 3986 gives every URL parser; a query or a fragment is not part of a proof. */
function isSameUrl(htu: string, url: string): boolean {
  if (!URL.canParse(htu)) return false;
  const claimed = new URL(htu);
  return claimed.search === '' && claimed.hash === '' && claimed.href === new URL(url).href;
}

/** Undefined for what is no JSON, which has no proof's shape either. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

function requireThat(holds: boolean, claim: string): void {
  if (!holds) throw new Refused('PROOF_INVALID', claim);
}

const sha256 = (text: string): string => hash('sha256', text, 'base64url');
