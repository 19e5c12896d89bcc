/** One published figure against the goal of docs that it answers to. */
export interface Figure {
  /** The goal's number. */
  readonly goal: string;
  readonly what: string;
  readonly value: number;
  /** The value must not be above it; a figure without a limit is told for its own sake. */
  readonly limit?: number;
  readonly unit: string;
  readonly ok: boolean;
}

/** A figure that must stay at or below its limit. Rounded only for the eye: the verdict is taken first. */
export const atMost = (goal: string, what: string, value: number, limit: number, unit: string): Figure => ({
  goal,
  what,
  value: rounded(value),
  limit,
  unit,
  ok: value <= limit,
});

/** A figure without a goal: what it costs, so that it is known. */
export const told = (goal: string, what: string, value: number, unit: string): Figure => ({
  goal,
  what,
  value: rounded(value),
  unit,
  ok: true,
});

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** The figures as lines of text, one a figure, the missed ones marked. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ goal, what, value, limit, unit, ok }) => [
    ok ? 'ok' : 'MISS',
    goal,
    what,
    String(value),
    limit === undefined ? '' : `<= ${limit}`,
    unit,
  ]);
  const widths = rows.reduce(
    (widest, row) => widest.map((width, at) => Math.max(width, widthOf(row[at]!))),
    [0, 0, 0, 0, 0, 0],
  );
  const padded = (text: string, at: number) => (at === 3 ? text.padStart(widths[at]!) : text.padEnd(widths[at]!));
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}

const widthOf = (text: string): number => text.length;

/** The middle of a sample, or any other share of it: `quantile(times, 0.99)`. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (found === undefined) throw new Error('no sample');
  return found;
}
