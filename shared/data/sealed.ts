import * as z from 'zod/mini';
import { decrypt, encrypt } from './envelope.ts';
import { currentDataKeyId, dataKey, dataKeyIdOf } from './keyring.ts';
import type { Key } from './table.ts';

/** A sealed attribute is version (1 byte), data key (2), then the encrypted text: binary, since text would be a third larger. */
const version = 1;
const headBytes = 3;

/**
 * Encrypts the personal fields (C2) of one item into one attribute. It opens only at the key it was sealed for, so an attribute
 * that is copied to another item is refused.
 * @example { ...this.key(item), sealed: await seal({ name, phone }, key) }
 */
export async function seal(fields: Readonly<Record<string, unknown>>, key: Key): Promise<Uint8Array> {
  const keyId = currentDataKeyId();
  const head = Buffer.alloc(headBytes, version);
  head.writeUInt16BE(Number(keyId), 1);
  return Buffer.concat([head, encrypt(JSON.stringify(fields), await dataKey(keyId), placeOf(key, keyId))]);
}

/** Decrypts what `seal` made for the same key. Throws when anything in it, or its place, was changed. */
export async function unseal<T>(sealed: Uint8Array, key: Key, schema: z.ZodMiniType<T>): Promise<T> {
  const bytes = Buffer.from(sealed);
  if (bytes.length < headBytes || bytes[0] !== version) throw new Error('not a sealed attribute');
  const keyId = dataKeyIdOf(bytes.readUInt16BE(1));
  const text = decrypt(bytes.subarray(headBytes), await dataKey(keyId), placeOf(key, keyId));
  return z.parse(schema, JSON.parse(text));
}

/** Everything that a sealed text is bound to, with no two ways to write it. */
const placeOf = ({ pk, sk }: Key, keyId: string): string => JSON.stringify([version, pk, sk, keyId]);
