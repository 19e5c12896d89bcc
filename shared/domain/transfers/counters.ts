import { dayOf, yearOf } from '../time.ts';

/** What left an account for others so far (累计限额), in fen, holds included: of one Asia/Shanghai day and one calendar year. */
export interface Counters {
  readonly day: string;
  readonly dayOutFen: bigint;
  /** The part of the day's outflow that needed no step-up. */
  readonly dayFreeFen: bigint;
  readonly year: string;
  readonly yearOutFen: bigint;
}

/**
 * The counters as they stand at an instant: a new day or year begins at zero. A day never begins twice: the clocks of two functions
 * differ, and one that is still before midnight must not undo what another has counted after it.
 */
export function countersAt(stored: Partial<Counters>, now: number): Counters {
  const day = later(stored.day, dayOf(now));
  const year = later(stored.year, yearOf(now));
  const today = stored.day === day;
  return {
    day,
    dayOutFen: (today && stored.dayOutFen) || 0n,
    dayFreeFen: (today && stored.dayFreeFen) || 0n,
    year,
    yearOutFen: (stored.year === year && stored.yearOutFen) || 0n,
  };
}

export const outflowAfter = (counters: Counters, fen: bigint, free: boolean): Counters => ({
  ...counters,
  dayOutFen: counters.dayOutFen + fen,
  dayFreeFen: counters.dayFreeFen + (free ? fen : 0n),
  yearOutFen: counters.yearOutFen + fen,
});

/** Gives back what an abandoned transfer had counted on `day`, as far as that day and its year still count. */
export function outflowReturned(counters: Counters, fen: bigint, day: string): Counters {
  return {
    ...counters,
    dayOutFen: counters.day === day ? counters.dayOutFen - fen : counters.dayOutFen,
    yearOutFen: counters.year === day.slice(0, 4) ? counters.yearOutFen - fen : counters.yearOutFen,
  };
}

const later = (stored: string | undefined, now: string): string =>
  stored !== undefined && stored > now ? stored : now;
