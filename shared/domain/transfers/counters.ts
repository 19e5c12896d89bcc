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

/** The counters as they stand at an instant: a new day or year begins at zero. */
export function countersAt(stored: Partial<Counters>, now: number): Counters {
  const day = dayOf(now);
  const year = yearOf(now);
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

/** Gives back what an abandoned transfer had counted at `orderedAt`, as far as that day and year still count. */
export function outflowReturned(counters: Counters, fen: bigint, orderedAt: number): Counters {
  return {
    ...counters,
    dayOutFen: counters.day === dayOf(orderedAt) ? counters.dayOutFen - fen : counters.dayOutFen,
    yearOutFen: counters.year === yearOf(orderedAt) ? counters.yearOutFen - fen : counters.yearOutFen,
  };
}
