import * as z from 'zod/mini';

/** Every kind of id the bank gives out, by its prefix. All sort by the time they were made. */
export type IdPrefix =
  | 'cus'
  | 'acc'
  | 'trf'
  | 'jnl'
  | 'chl'
  | 'ses'
  | 'dev'
  | 'opr'
  | 'ent'
  | 'hld'
  | 'ord'
  | 'cas'
  | 'sms'
  | 'tbl'
  | 'chk'
  | 'adr';

/** Crockford base 32 without I, L, O, U: 26 characters hold the 128 bits of a UUID, and sort like it. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
export const idBody = '[0-7][0-9a-hjkmnp-tv-z]{25}';

/** The 26-character, order-preserving form of a UUID's 16 bytes. */
export function encodeId(bytes: Uint8Array): string {
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = '';
  for (let i = 0; i < 26; i++, value >>= 5n) text = alphabet[Number(value & 31n)]! + text;
  return text;
}

/** Milliseconds since 1970 that a UUID version 7 (and so every id of the bank) begins with. */
export function timeOfId(id: string): number {
  let value = 0n;
  for (const letter of id.slice(-26)) value = (value << 5n) | BigInt(alphabet.indexOf(letter));
  return Number(value >> 80n);
}

/** The lowest body that an id made at this instant can have: where a range of ids by time begins. */
export function firstIdBodyOf(ms: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.max(0, ms), 0, 6);
  return encodeId(bytes);
}

/** The schema of an id of one kind: anything else is refused before a store is asked. */
export const idOf = <P extends IdPrefix>(prefix: P) => z.string().check(z.regex(new RegExp(`^${prefix}_${idBody}$`)));
