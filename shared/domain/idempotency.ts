import { DomainError, defineError, noDetails } from './errors.ts';

export const IdempotencyKeyStale = defineError({
  code: 'IDEMPOTENCY_KEY_STALE',
  kind: 'invalid',
  title: { zh: '操作已超时', en: 'The Idempotency-Key was made more than 5 minutes from the time of the bank' },
  action: { zh: '请校准手机时间后重新提交', en: 'Check the clock of the device, then start again with a new key' },
  details: noDetails,
});

export const IdempotencyKeyReused = defineError({
  code: 'IDEMPOTENCY_KEY_REUSED',
  kind: 'conflict',
  title: { zh: '该操作已提交过不同的内容', en: 'This Idempotency-Key was used for another request' },
  action: { zh: '请重新发起操作', en: 'Start again with a new key' },
  details: noDetails,
});

/** How far the key's own time may be from the bank's when it is first used: what is made sorts by it. */
const freshMs = 5 * 60 * 1000;

/** Refuses the first use of a key that was made too long ago, or by a clock that runs ahead. @throws IdempotencyKeyStale */
export function requireFresh(key: string, now: number): void {
  const made = Number.parseInt(key.slice(0, 8) + key.slice(9, 13), 16);
  if (Math.abs(now - made) > freshMs) throw new DomainError(IdempotencyKeyStale);
}

/** Refuses a key that made something else before. @throws IdempotencyKeyReused */
export function requireSame(bodyHash: string, stored: string | undefined): void {
  if (bodyHash !== stored) throw new DomainError(IdempotencyKeyReused);
}
