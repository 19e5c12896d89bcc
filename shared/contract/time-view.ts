import * as z from 'zod/mini';
import { isoTime } from '../domain/time.ts';

/** An instant on the wire: ISO 8601 with milliseconds and the offset of Beijing. */
export const zonedTime = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/));

const isReal = (text: string): boolean => {
  const ms = Date.parse(text);
  return Number.isFinite(ms) && isoTime(ms) === text;
};

/** An instant that a caller names, in ms since 1970 inside; a day that no calendar has is refused. */
export const instant = z.codec(zonedTime.check(z.refine(isReal)), z.int(), {
  decode: (text) => Date.parse(text),
  encode: isoTime,
});
