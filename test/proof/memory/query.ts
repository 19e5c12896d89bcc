import { holds, Invalid, type KeyTest, Parser, type Placeholders } from './expression.ts';
import type { Show } from './memory-table.ts';
import { compareTexts, type Item, type Wire } from './value.ts';

export interface QueryInput extends Placeholders {
  readonly KeyConditionExpression: string;
  readonly FilterExpression?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
}

/** Answers a query of one partition: the limit counts before the filter, and a full page names where it ended. */
export function query(partition: (pk: string) => readonly Item[], input: QueryInput, show: Show): object {
  const parser = new Parser(input);
  const tests = parser.keyTests(input.KeyConditionExpression);
  const filter = input.FilterExpression === undefined ? undefined : parser.condition(input.FilterExpression);
  parser.finish();
  for (const {
    operator,
    values: [low, high],
  } of tests) {
    if (operator === 'BETWEEN' && compareTexts(low!.S!, high!.S!) > 0)
      throw new Invalid('The BETWEEN operator requires upper bound to be greater than or equal to lower bound');
  }
  const pk = tests.find(({ field, operator }) => field === 'pk' && operator === '=')?.values[0]!.S;
  if (pk === undefined) throw new Invalid('Query condition missed key schema element: pk');
  const forward = input.ScanIndexForward ?? true;
  const start = input.ExclusiveStartKey?.['sk']?.S;
  const inRange = partition(pk)
    .filter((item) => tests.every((test) => meets(item, test)))
    .toSorted((a, b) => bySortKey(a, b) * (forward ? 1 : -1))
    .filter((item) => start === undefined || compareTexts(item['sk']!.S!, start) * (forward ? 1 : -1) > 0);
  const page = inRange.slice(0, input.Limit ?? inRange.length);
  const found = filter ? page.filter(filter) : page;
  const full = input.Limit !== undefined && page.length === input.Limit;
  const last = page.at(-1);
  return {
    Items: found.map(show),
    Count: found.length,
    ScannedCount: page.length,
    ...(full && last && { LastEvaluatedKey: show({ pk: last['pk']!, sk: last['sk']! }) }),
  };
}

const bySortKey = (a: Item, b: Item): number => compareTexts(a['sk']!.S!, b['sk']!.S!);

function meets(item: Item, { field, operator, values }: KeyTest): boolean {
  const value = item[field] as Wire;
  const [first, second] = values as [Wire, Wire?];
  if (operator === 'begins_with') return value.S!.startsWith(first.S!);
  if (operator === 'BETWEEN') return holds('>=', value, first) && holds('<=', value, second);
  return holds(operator, value, first);
}
