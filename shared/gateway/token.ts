import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { errors, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { type Claims, claims, claimsOf, issuerOf } from '../domain/identity/claims.ts';
import { Refused } from '../domain/identity/refusal.ts';
import type { Session } from '../domain/identity/session.ts';
import { requireCanonical } from './compact-jws.ts';
import { joseSignature } from './der-signature.ts';

/** Clocks of the bank's own functions differ by less. */
const leewaySeconds = 5;

let client: KMSClient | undefined;
let publicKey: Promise<KeyObject> | undefined;

const kms = () => (client ??= new KMSClient({ maxAttempts: 3, requestHandler: { requestTimeout: 2000, connectionTimeout: 1000 } }));

function tokenKey(): string {
  const key = process.env['BANK_TOKEN_KEY'];
  if (!key) throw new Error('BANK_TOKEN_KEY is not set');
  return key;
}

function issuer(): string {
  const environment = process.env['BANK_ENVIRONMENT'];
  if (!environment) throw new Error('BANK_ENVIRONMENT is not set');
  return issuerOf(environment);
}

/** Signs an access token for a session with the bank's key, which never leaves KMS. */
export async function signAccessToken(session: Session, now: number): Promise<string> {
  const payload = claimsOf(session, { issuer: issuer(), now, jti: randomBytes(16).toString('base64url') });
  const signed = `${encode({ alg: 'ES256', typ: 'at+jwt' })}.${encode(payload)}`;
  const reply = await kms().send(
    new SignCommand({
      KeyId: tokenKey(),
      Message: Buffer.from(signed),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  );
  return `${signed}.${joseSignature(reply.Signature!).toString('base64url')}`;
}

/**
 * The claims of an access token that this environment signed and that is not over.
 * A change of the key refuses tokens of the old one for their last 5 minutes; the app answers that by a refresh.
 * @throws Refused TOKEN_INVALID or TOKEN_EXPIRED
 */
export async function verifyAccessToken(token: string, now: number): Promise<Claims> {
  requireCanonical(token, 'TOKEN_INVALID');
  const payload = await verified(token, now);
  const parsed = z.safeParse(claims, payload);
  if (!parsed.success) throw new Refused('TOKEN_INVALID', 'claims of another shape');
  return parsed.data;
}

async function verified(token: string, now: number): Promise<unknown> {
  const key = await verificationKey();
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['ES256'],
      typ: 'at+jwt',
      issuer: issuer(),
      audience: ['customer', 'operator'],
      requiredClaims: ['exp', 'iat', 'sub', 'sid', 'cnf', 'jti'],
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

/** Fetched once per container; a failure is not kept, so the next call asks again. */
function verificationKey(): Promise<KeyObject> {
  publicKey ??= fetchPublicKey().catch((error: unknown) => {
    publicKey = undefined;
    throw error;
  });
  return publicKey;
}

async function fetchPublicKey(): Promise<KeyObject> {
  const reply = await kms().send(new GetPublicKeyCommand({ KeyId: tokenKey() }));
  return createPublicKey({ key: Buffer.from(reply.PublicKey!), format: 'der', type: 'spki' });
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
