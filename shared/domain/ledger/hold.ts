/**
 * Longest life of a hold in ms: 3 days, the longest wait of an ordinary or next-day transfer with a weekend's slack. So an entry is
 * booked at most 3 days after the time in its id, and readers by day know how far back to look.
 */
export const holdMsMax = 3 * 24 * 60 * 60 * 1000;

/** A hold is resolved within 5 minutes of its expiry (I7): the sweep runs every minute. */
export const holdGraceMs = 5 * 60 * 1000;

/** How far before or after the bank's clock the time in an id may lie: an Idempotency-Key is fresh for 5 minutes. */
export const idSkewMs = 5 * 60 * 1000;
