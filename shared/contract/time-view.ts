import * as z from 'zod/mini';

/** An instant on the wire: ISO 8601 with milliseconds and the offset of Beijing. */
export const zonedTime = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/));
