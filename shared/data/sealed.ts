import * as z from 'zod/mini';
import { decrypt, encrypt } from './envelope.ts';
import { currentDataKeyId, dataKey } from './keyring.ts';
import type { Key } from './table.ts';

const version = 'v1';

/**
 * Encrypts the personal fields (C2) of one item into one attribute. It opens only at the key it was sealed for, so an attribute
 * that is copied to another item is refused.
 * @example { ...this.key(item), sealed: await seal({ name, phone }, key) }
 */
export async function seal(fields: Readonly<Record<string, unknown>>, key: Key): Promise<string> {
  const keyId = currentDataKeyId();
  const body = encrypt(JSON.stringify(fields), await dataKey(keyId), placeOf(key, keyId));
  return [version, keyId, body].join('.');
}

/** Decrypts what `seal` made for the same key. Throws when anything in it, or its place, was changed. */
export async function unseal<T>(sealed: string, key: Key, schema: z.ZodMiniType<T>): Promise<T> {
  const [sealedVersion, keyId, body] = sealed.split('.');
  if (sealedVersion !== version || !keyId || !body) throw new Error('not a sealed attribute');
  return z.parse(schema, JSON.parse(decrypt(body, await dataKey(keyId), placeOf(key, keyId))));
}

/** Everything that a sealed text is bound to, with no two ways to write it. */
const placeOf = ({ pk, sk }: Key, keyId: string): string => JSON.stringify([version, pk, sk, keyId]);
