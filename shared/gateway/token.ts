import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { type Claims, claimsOf, issuerOf } from '../domain/identity/claims.ts';
import type { Session } from '../domain/identity/session.ts';
import { believedClaims } from './access-token.ts';
import { joseSignature } from './der-signature.ts';

let client: KMSClient | undefined;
let publicKey: Promise<KeyObject> | undefined;

const kms = () =>
  (client ??= new KMSClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 2000, throwOnRequestTimeout: true, connectionTimeout: 1000 },
  }));

/** Replaces the client: the proof harness hands in one with faults in its middleware stack. */
export function useTokenKeys(replacement: KMSClient): void {
  client = replacement;
}

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

/** The claims of an access token that this environment signed and that is not over. @throws Refused TOKEN_INVALID or TOKEN_EXPIRED */
export const verifyAccessToken = async (token: string, now: number): Promise<Claims> =>
  believedClaims(token, { key: await verificationKey(), issuer: issuer(), now });

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
