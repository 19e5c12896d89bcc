import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { currentDataKeyId, dataKey, dataKeyIdOf } from './keyring.ts';
import type { Key } from './table.ts';

/** The form of a sealed attribute: version (1 byte), data key (2), IV (12), text, tag (16). Binary, since text would be a third larger. */
const version = 1;
const headBytes = 3;
const ivBytes = 12;
const tagBytes = 16;
/** Said to the decipher too: without it Node takes a shortened tag, which is easier to guess. */
const gcm = { authTagLength: tagBytes };

/**
 * Encrypts the personal fields (C2) of one item into one attribute, with AES-256-GCM. The text opens only at the key it was
 * sealed for, so an attribute that is copied to another item is refused.
 * @example { ...this.key(item), sealed: await seal({ name, phone }, key) }
 */
export async function seal(fields: Readonly<Record<string, unknown>>, key: Key): Promise<Uint8Array> {
  const keyId = currentDataKeyId();
  const bound = boundTo(key, keyId);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', itemKey(await dataKey(keyId), bound), iv, gcm);
  cipher.setAAD(bound);
  const body = Buffer.concat([cipher.update(JSON.stringify(fields), 'utf8'), cipher.final()]);
  const head = Buffer.from([version, ...uint16(Number(keyId))]);
  return Buffer.concat([head, iv, body, cipher.getAuthTag()]);
}

/** Decrypts what `seal` made for the same key. Throws when anything in it, or its place, was changed. */
export async function unseal<T>(sealed: Uint8Array, key: Key, schema: z.ZodMiniType<T>): Promise<T> {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== version || bytes.length < headBytes + ivBytes + tagBytes) throw new Error('not a sealed attribute');
  const keyId = dataKeyIdOf(bytes.readUInt16BE(1));
  const bound = boundTo(key, keyId);
  const [iv, body] = [bytes.subarray(headBytes, headBytes + ivBytes), bytes.subarray(headBytes + ivBytes, -tagBytes)];
  const decipher = createDecipheriv('aes-256-gcm', itemKey(await dataKey(keyId), bound), iv, gcm);
  decipher.setAAD(bound);
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const text = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  return z.parse(schema, JSON.parse(text));
}

const uint16 = (value: number): [number, number] => [value >> 8, value & 0xff];

const boundTo = ({ pk, sk }: Key, keyId: string): Buffer => Buffer.from(JSON.stringify([version, pk, sk, keyId]));

/**
 * A key per item: random 96-bit IVs under one key are safe for 2^32 messages (NIST SP 800-38D §8.3), which a data key of 30 days
 * could pass at peak; one item is never sealed that often.
 */
const itemKey = (key: Buffer, bound: Buffer): Buffer => createHmac('sha256', key).update(bound).digest();
