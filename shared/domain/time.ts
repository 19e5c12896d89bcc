/** China Standard Time is UTC+8 with no daylight saving, so a fixed offset is exact (since 1991). */
const offsetMs = 8 * 60 * 60 * 1000;

/** ISO 8601 with the offset of Beijing: "2026-11-24T14:05:00.123+08:00". */
export const isoTime = (ms: number): string => new Date(ms + offsetMs).toISOString().replace('Z', '+08:00');

/** The Asia/Shanghai calendar day (自然日) of an instant as "2026-11-24": limits are cut by it, never by UTC. */
export const dayOf = (ms: number): string => isoTime(ms).slice(0, 10);

/** The calendar year of an instant in Asia/Shanghai, "2026": annual caps are counted by it. */
export const yearOf = (ms: number): string => isoTime(ms).slice(0, 4);

export const secondsOf = (ms: number): number => Math.floor(ms / 1000);

/** The first instant of an Asia/Shanghai day, in ms since 1970. */
export const dayStartOf = (day: string): number => Date.parse(`${day}T00:00:00.000+08:00`);

export const dayMs = 24 * 60 * 60 * 1000;
