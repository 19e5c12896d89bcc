import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { currentDataKeyId, dataKey } from './keyring.ts';
import type { Key } from './table.ts';

const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;
/** Said to the decipher too: without it Node takes a shortened tag, which is easier to guess. */
const gcm = { authTagLength: tagBytes };

/**
 * Encrypts the personal fields (C2) of one item into one attribute, with AES-256-GCM. The text opens only at the key it was
 * sealed for, so an attribute that is copied to another item is refused.
 * @example { ...this.key(item), sealed: await seal({ name, phone }, key) }
 */
export async function seal(fields: Readonly<Record<string, unknown>>, key: Key): Promise<string> {
  const keyId = currentDataKeyId();
  const bound = boundTo(key, keyId);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', itemKey(await dataKey(keyId), bound), iv, gcm);
  cipher.setAAD(bound);
  const body = Buffer.concat([cipher.update(JSON.stringify(fields), 'utf8'), cipher.final()]);
  return [version, keyId, Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url')].join('.');
}

/** Decrypts what `seal` made for the same key. Throws when anything in it, or its place, was changed. */
export async function unseal<T>(sealed: string, key: Key, schema: z.ZodMiniType<T>): Promise<T> {
  const [sealedVersion, keyId, text] = sealed.split('.');
  if (sealedVersion !== version || !keyId || !text) throw new Error('not a sealed attribute');
  const bytes = Buffer.from(text, 'base64url');
  const bound = boundTo(key, keyId);
  const decipher = createDecipheriv('aes-256-gcm', itemKey(await dataKey(keyId), bound), bytes.subarray(0, ivBytes), gcm);
  decipher.setAAD(bound);
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const body = Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
  return z.parse(schema, JSON.parse(body.toString('utf8')));
}

const boundTo = ({ pk, sk }: Key, keyId: string): Buffer => Buffer.from(JSON.stringify([version, pk, sk, keyId]));

/**
 * A key per item: random 96-bit IVs under one key are safe for 2^32 messages (NIST SP 800-38D §8.3), which a data key of 30 days
 * could pass at peak; one item is never sealed that often.
 */
const itemKey = (key: Buffer, bound: Buffer): Buffer => createHmac('sha256', key).update(bound).digest();
