import * as z from 'zod/mini';
import { DomainError, defineError } from '../errors.ts';
import type { Transitions } from '../states.ts';
import { isoTime } from '../time.ts';
import { settledMs } from './books.ts';

/** A report over the whole bank outlives a request, so it is asked for, made in the background, and read. */
export const reportStatuses = ['RUNNING', 'DONE'] as const;
export type ReportStatus = (typeof reportStatuses)[number];
export const reportTransitions: Transitions<ReportStatus> = { RUNNING: ['DONE'], DONE: [] };

/** The books are cut somewhere else than they can be. */
export const CutOutOfRange = defineError({
  code: 'CUT_OUT_OF_RANGE',
  kind: 'invalid',
  title: { zh: '截止时间不在可查范围内', en: 'The books cannot be cut at this time' },
  action: { zh: '请选择允许范围内的截止时间', en: 'Choose a time within the range' },
  details: z.object({ earliest: z.string(), latest: z.string() }),
});

/** How far back a cut may lie in ms: 31 days, since every entry booked after it is read. */
const cutAgeMsMax = 31 * 24 * 60 * 60 * 1000;

/** The latest time at which nothing is under way any more. */
export const latestCut = (now: number): number => now - settledMs;

/** The time up to which the books are told: as asked, or the latest at which nothing is under way. @throws CutOutOfRange */
export function cutOf(asked: number | undefined, now: number): number {
  const [earliest, latest] = [now - cutAgeMsMax, latestCut(now)];
  if (asked !== undefined && (asked < earliest || asked > latest)) {
    throw new DomainError(CutOutOfRange, { earliest: isoTime(earliest), latest: isoTime(latest) });
  }
  return asked ?? latest;
}

/** There is no such report. */
export const ReportNotFound = defineError({
  code: 'REPORT_NOT_FOUND',
  kind: 'missing',
  title: { zh: '报表不存在', en: 'There is no such report' },
  action: { zh: '请核对报表编号', en: 'Check the id of the report' },
  details: z.object({}),
});

/** The span that an hourly check looks at in ms: 2 hours, so that a run that failed is made up for by the next. */
export const checkSpanMs = 2 * 60 * 60 * 1000;
