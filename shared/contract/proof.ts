import { SignJWT, base64url, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';

/** A device's signing key (设备密钥) as the client holds it: ES256, made on the device, never sent. */
export interface DeviceKey {
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  readonly publicJwk: PublicJwk;
  /** RFC 7638: what the access token is bound to. */
  readonly thumbprint: string;
}

/** The public half as it travels in a proof. */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** A new device key. */
export async function newDeviceKey(): Promise<DeviceKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return deviceKeyOf(privateKey);
}

/** The key as text, for a client that keeps it in a file; it is the secret itself. */
export const exportDeviceKey = async (key: DeviceKey): Promise<string> =>
  JSON.stringify(await exportJWK(key.privateKey));

/** Reads what `exportDeviceKey` wrote. */
export async function importDeviceKey(text: string): Promise<DeviceKey> {
  const privateKey = await importJWK(JSON.parse(text), 'ES256', { extractable: true });
  if (privateKey instanceof Uint8Array) throw new TypeError('not a private key of an elliptic curve');
  return deviceKeyOf(privateKey);
}

/**
 * A DPoP proof (RFC 9449): this key makes this request now. `url` is the whole address; query and fragment are left out as
 * the standard says. With an access token, the proof is bound to it.
 * @example headers.dpop = await makeProof(key, 'POST', `${baseUrl}/transfers`, accessToken);
 */
export async function makeProof(
  key: DeviceKey,
  method: string,
  url: string,
  accessToken?: string,
  now: number = Date.now(),
): Promise<string> {
  const { origin, pathname } = new URL(url);
  const claims = {
    jti: crypto.randomUUID(),
    htm: method,
    htu: origin + pathname,
    iat: Math.floor(now / 1000),
    ...(accessToken !== undefined && { ath: await tokenHash(accessToken) }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: { ...key.publicJwk } })
    .sign(key.privateKey);
}

/** What binds a proof to an access token: SHA-256 of its ASCII text, base64url. */
async function tokenHash(accessToken: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken));
  return base64url.encode(new Uint8Array(digest));
}

async function deviceKeyOf(privateKey: DeviceKey['privateKey']): Promise<DeviceKey> {
  const { x, y } = await exportJWK(privateKey);
  const publicJwk = { kty: 'EC', crv: 'P-256', x: x!, y: y! } as const;
  return { privateKey, publicJwk, thumbprint: await calculateJwkThumbprint(publicJwk) };
}
