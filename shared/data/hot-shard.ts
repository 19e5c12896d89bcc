import { hash } from 'node:crypto';

/**
 * Parts of a hot account. A line is written twice, when it is booked and when it is numbered, each 2 write units inside a
 * transaction; numbering writes the part's balance too, at worst once a line. A peak of 5,000 postings a second (product.md) is
 * 78 lines and so 470 write units a second in each of 64. proof.md allows a key 500, and a partition takes 1,000.
 */
const hotShards = 64;

/** The partition of one journal's line, from its id alone: evenly spread, and no counter to meet at. */
export function hotShardOf(journalId: string): string {
  return String(hash('sha256', journalId, 'buffer')[0]! % hotShards).padStart(2, '0');
}

/** Every partition, by name. */
export const hotShardNames: readonly string[] = Array.from({ length: hotShards }, (_, index) =>
  String(index).padStart(2, '0'),
);
