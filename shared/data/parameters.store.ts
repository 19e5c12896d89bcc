import { opensOpen, switchable, type Switchable } from '../domain/parameters/switchable.ts';
import { switchEntity } from './switch.entity.ts';

/** A closed business is closed everywhere after this; one read per container and business in that time. */
const keptMs = 15_000;
const cache = new Map<string, { readonly open: boolean; readonly until: number }>();

/** Whether a line of business is open: as its switch says, or as the environment began. */
export async function isBusinessOpen(business: string, now: number): Promise<boolean> {
  const one = switchable.find((name) => name === business);
  if (!one) return true;
  const known = cache.get(business);
  if (known && now < known.until) return known.open;
  const open = (await switchEntity.read({ business: one }))?.open ?? openAtFirst(one);
  cache.set(business, { open, until: now + keptMs });
  return open;
}

/** How a switch stands that nobody has touched. */
export const openAtFirst = (business: Switchable): boolean => opensOpen(business, process.env['BANK_ENVIRONMENT']);
