import * as z from 'zod/mini';
import { DomainError, defineError } from '../errors.ts';

/** At most `max` uses within any `seconds` that end now: a sliding window, so no burst fits around a full hour. */
export interface Window {
  readonly seconds: number;
  readonly max: number;
}

/** Asked too often. */
export const TooManyRequests = defineError({
  code: 'TOO_MANY_REQUESTS',
  kind: 'throttled',
  title: { zh: '操作过于频繁', en: 'Asked too often' },
  action: { zh: '请稍后再试', en: 'Wait for retryAfterSeconds, then try again' },
  details: z.strictObject({ retryAfterSeconds: z.int().check(z.minimum(1)) }),
});

/**
 * Counts one more use, at second `now`, among the earlier ones (ascending seconds since 1970); drops those that no window sees.
 * @throws TooManyRequests with the seconds until every window has room
 */
export function planUse(used: readonly number[], windows: readonly Window[], now: number): number[] {
  const wait = Math.max(...windows.map((window) => secondsUntilRoom(used, window, now)));
  if (wait > 0) throw new DomainError(TooManyRequests, { retryAfterSeconds: wait });
  const longest = Math.max(...windows.map(({ seconds }) => seconds));
  return [...used.filter((at) => at > now - longest), now];
}

function secondsUntilRoom(used: readonly number[], { seconds, max }: Window, now: number): number {
  const inside = used.filter((at) => at > now - seconds);
  if (inside.length < max) return 0;
  // Room comes when only max - 1 of them are left inside.
  return inside[inside.length - max]! + seconds - now;
}
