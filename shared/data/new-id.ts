import { hash } from 'node:crypto';
import { v7 } from 'uuid';
import { encodeId, type IdPrefix } from '../domain/ids.ts';

/** A new id, sortable by its time to the millisecond. */
export const newId = <P extends IdPrefix>(prefix: P, now?: number): string =>
  `${prefix}_${encodeId(v7(now === undefined ? {} : { msecs: now }, new Uint8Array(16)))}`;

/**
 * The id of what a caller makes with an Idempotency-Key: the key's own time, and 74 bits of SHA-256 over caller and key in place
 * of its random bits. The same press of a button always makes the same id, so the made row itself is the permanent dedupe;
 * two callers with one key never meet.
 */
export function derivedId<P extends IdPrefix>(prefix: P, callerId: string, key: string): string {
  const bytes = Buffer.from(key.replaceAll('-', ''), 'hex');
  const digest = hash('sha256', `${prefix}\n${callerId}\n${key}`, 'buffer');
  digest.copy(bytes, 6, 0, 10);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `${prefix}_${encodeId(bytes)}`;
}
