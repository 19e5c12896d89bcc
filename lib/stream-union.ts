import type { StreamFilter } from '../shared/contract/stream-filter.ts';

/** What one event source mapping takes (Lambda quota "filters per event source mapping"). */
const filtersMax = 5;

/** A lost condition lets a whole entity through; any other looseness only what some consumer asks for anyway. */
const lostConditionCost = 10;

/**
 * At most five filters that let through all that these let through. Filters that differ in one thing are joined without loss;
 * past five, the pair that lets the least through in vain is. Whoever reads more than was asked for must look again.
 */
export function unionOf(filters: readonly StreamFilter[]): readonly StreamFilter[] {
  const [best] = pairsOf(filters)
    .map(([one, other]) => ({ one, other, cost: costOf(one, other) }))
    .toSorted((a, b) => a.cost - b.cost);
  if (!best || (best.cost > 0 && filters.length <= filtersMax)) return filters;
  const rest = filters.filter((filter) => filter !== best.one && filter !== best.other);
  return unionOf([...rest, join(best.one, best.other)]);
}

const pairsOf = (filters: readonly StreamFilter[]) =>
  filters.flatMap((one, at) => filters.slice(at + 1).map((other) => [one, other] as const));

function join(one: StreamFilter, other: StreamFilter): StreamFilter {
  const both = Object.keys(one.where ?? {}).filter((name) => other.where?.[name]);
  const where = both.map((name) => [name, either(one.where![name]!, other.where![name]!)]);
  return {
    entities: either(one.entities, other.entities) as unknown as StreamFilter['entities'],
    events: either(one.events, other.events),
    ...(both.length > 0 && { where: Object.fromEntries(where) as NonNullable<StreamFilter['where']> }),
  };
}

/** Each filter is a box, with events, entities and each condition as its sides: two boxes make one if one side differs. */
function costOf(one: StreamFilter, other: StreamFilter): number {
  const conditions = new Set([...Object.keys(one.where ?? {}), ...Object.keys(other.where ?? {})]);
  const sides = [
    same(one.events, other.events),
    same(one.entities, other.entities),
    ...[...conditions].map((name) => same(one.where?.[name], other.where?.[name])),
  ];
  const differing = sides.filter((equal) => !equal).length;
  if (differing <= 1) return 0;
  const lost = [...conditions].filter((name) => !one.where?.[name] || !other.where?.[name]).length;
  return differing - 1 + lost * lostConditionCost;
}

const either = <T>(one: readonly T[], other: readonly T[]): T[] => [...new Set([...one, ...other])];

const same = (one: readonly string[] = [], other: readonly string[] = []): boolean =>
  one.toSorted().join() === other.toSorted().join();
