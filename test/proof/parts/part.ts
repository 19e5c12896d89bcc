import type { Figure } from '../../../bench/figure.ts';

/** What a part of the proof may use of time and luck. */
export interface Means {
  readonly seed: number;
  /** Milliseconds after which it begins nothing new. */
  readonly budgetMs: number;
}

/** A part of the proof: proves as much as its time allows, and says how much that was. */
export type Part = (means: Means) => Promise<Figure[]>;

/** Tells a person at the terminal what was found; the figures alone go to the report. */
export const tell = (line: string): void => void process.stderr.write(`      ${line}\n`);

/** Something that must never happen, and how often it did. */
export const never = (what: string, value: number, unit: string): Figure => ({
  goal: 'proof',
  what,
  value,
  limit: 0,
  unit,
  ok: value === 0,
});

/** Of all of a kind, how many: nothing may be left out. */
export const allOf = (what: string, value: number, total: number, unit: string): Figure[] => [
  { goal: 'proof', what: `${what}, of all`, value: total, unit, ok: true },
  { goal: 'proof', what, value, unit, ok: value === total },
];
