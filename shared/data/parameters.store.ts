import { switchable, type Switchable } from '../domain/parameters/switchable.ts';
import { switchEntity } from './switch.entity.ts';

/** A closed business is closed everywhere after this; one read per container and business in that time. */
const keptMs = 15_000;
const cache = new Map<string, { readonly open: boolean; readonly until: number }>();

/** Whether a line of business is open; without a row it is. */
export async function isBusinessOpen(business: string, now: number): Promise<boolean> {
  if (!switchable.some((one) => one === business)) return true;
  const known = cache.get(business);
  if (known && now < known.until) return known.open;
  const open = (await switchEntity.read({ business: business as Switchable }))?.open ?? true;
  cache.set(business, { open, until: now + keptMs });
  return open;
}
