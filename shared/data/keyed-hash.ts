import { createHmac, type KeyObject, randomInt } from 'node:crypto';
import type { Tools } from '../domain/factors/factor.ts';
import { lookupKey } from './keyring.ts';

/** What can be found by a hash of itself. */
export type LookupKind = 'phone' | 'account-number' | 'network-address';

/** The keyed hash under which a value is found: without the bank's key, eleven digits cannot be tried out. base64url. */
export const lookupHash = async (kind: LookupKind, value: string): Promise<string> =>
  hmac(await lookupKey(), `lookup\n${kind}\n${value}`).toString('base64url');

/** What a factor works with: the machine's randomness and the bank's keyed hash. */
export async function factorTools(): Promise<Tools> {
  const key = await lookupKey();
  return {
    random: (below) => randomInt(below),
    keyedHash: (text) => hmac(key, `factor\n${text}`).toString('base64url'),
  };
}

/** A key of its own for one purpose, the same in every function of this environment, and never in a template or a variable. */
export const derivedKey = async (purpose: string): Promise<Buffer> => hmac(await lookupKey(), `derive\n${purpose}`);

const hmac = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();
