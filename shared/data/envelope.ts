import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;
/** Said to the decipher too: without it Node takes a shortened tag, which is easier to guess. */
const gcm = { authTagLength: tagBytes };

/** Encrypts a text with AES-256-GCM under `key` for one `place`: IV, ciphertext, tag. */
export function encrypt(text: string, key: KeyObject, place: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', placeKey(key, place), iv, gcm);
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts what `encrypt` made with this key for this place; throws when a bit of it, or the place, is another. */
export function decrypt(bytes: Buffer, key: KeyObject, place: string): string {
  if (bytes.length < ivBytes + tagBytes) throw new Error('too short to be sealed');
  const decipher = createDecipheriv('aes-256-gcm', placeKey(key, place), bytes.subarray(0, ivBytes), gcm);
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
}

/**
 * A key per place: random 96-bit IVs under one key are safe for 2^32 messages (NIST SP 800-38D §8.3), which a data key of 30 days
 * could pass at peak; one place is never written that often.
 */
const placeKey = (key: KeyObject, place: string): KeyObject =>
  createSecretKey(createHmac('sha256', key).update(place).digest());
