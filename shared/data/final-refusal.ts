import { DomainError } from '../domain/errors.ts';
import { Stale } from './commit.ts';
import type { Entity } from './entity.ts';
import type { Value } from './guard.ts';

/**
 * Makes something whose row was not there yet; a refusal counts only when the row is surely absent. An earlier try of the same press
 * that nobody heard of may be committing now: that the money is gone can be seen before the line that says why, and would read
 * like a reason to refuse. Costs 2 read units, only when refused.
 * @throws Stale when the row is there after all, or about to be: decide again
 */
export async function refusedOnlyIfAbsent<Item extends { [K in keyof Item]: Value | undefined }, Id, T>(
  entity: Entity<Item, Id>,
  id: Id,
  make: () => Promise<T>,
): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof DomainError && (await entity.readSettled(id)))
      throw new Stale('it was done by an earlier try');
    throw error;
  }
}
