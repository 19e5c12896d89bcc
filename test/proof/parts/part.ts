import type { Figure } from '../../../bench/figure.ts';

/** What one share of a part of the proof may use of time and luck. */
export interface Means {
  readonly seed: number;
  /** Which share of the work this process does, from 0, of how many. */
  readonly share: number;
  readonly shares: number;
  /** Milliseconds after which it begins nothing new. */
  readonly budgetMs: number;
  /** A folder of this run, in which the shares of all parts leave each other what was long to find. */
  readonly scratch: string;
  /** The one thing to do again, as a failure named it; in place of everything else. */
  readonly point?: string | undefined;
}

/**
 * A part of the proof. Each share runs in a process of its own, since a simulated world and a real one do not share a clock; what it
 * found crosses to the parent as JSON, where the figures of all shares are made.
 */
export interface Part<Found = unknown> {
  /** Proves as much of its share as its time allows. */
  work(means: Means): Promise<Found>;
  figures(found: readonly Found[]): Figure[];
}

/** Every `shares`-th of all, so that shares are alike. */
export const mine = <T>(all: readonly T[], { share, shares }: Means): T[] =>
  all.filter((_one, index) => index % shares === share);

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

/** The sum of one number over all shares. */
export const sumOf = <T>(found: readonly T[], value: (one: T) => number): number =>
  found.reduce((total, one) => total + value(one), 0);
