import type { Send } from './client.ts';
import { type DeviceKey, makeProof } from './proof.ts';

/** What a client proves itself by: its device key, and the access token once it has one. */
export interface Credentials {
  readonly key: DeviceKey;
  readonly accessToken?: string;
}

/**
 * Sends over HTTPS. Every request carries a fresh proof; `credentials` is asked each time, since tokens change.
 * @example const bank = bankClient(sendSigned('https://127.0.0.1:4566/_aws/execute-api/songhua/$default/v1', () => session));
 */
export function sendSigned(baseUrl: string, credentials: () => Credentials | undefined): Send {
  return async ({ method, path, headers, body }) => {
    const url = baseUrl + path;
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(await authorization(credentials(), method, url)) },
      ...(body !== undefined && { body }),
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}

/** The two headers of RFC 9449: the token, and the proof that its key made this request. */
export async function authorization(
  credentials: Credentials | undefined,
  method: string,
  url: string,
): Promise<Record<string, string>> {
  if (!credentials) return {};
  const { key, accessToken } = credentials;
  const dpop = await makeProof(key, method, url, accessToken);
  return { dpop, ...(accessToken !== undefined && { authorization: `DPoP ${accessToken}` }) };
}
