import { createHash } from 'node:crypto';

/**
 * Partitions of a hot account: 32 keep a peak of 5,000 postings a second (product.md) at 157 transacted 1 KB writes, so 313
 * write units a second each: half of the 500 that proof.md allows a key, a third of the 1,000 that a partition takes.
 */
export const hotShards = 32;

/** The partition of one journal's line, from its id alone, so that a repeated request meets its first line. */
export function hotShardOf(journalId: string): string {
  return String(createHash('sha256').update(journalId).digest()[0]! % hotShards).padStart(2, '0');
}
