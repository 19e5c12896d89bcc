export type Level = 'INFO' | 'WARN' | 'ERROR';

/** In the cloud the runtime stamps nothing on JSON lines, so each carries its own time and the trace of its call. */
const stamp = () => ({ timestamp: new Date().toISOString(), xrayTraceId: traceOf() });

/** The root of X-Ray's `Root=1-...;Parent=...;Sampled=0`, which Lambda renews before each call, traced or not. */
const traceOf = (): string | undefined => /Root=([^;]+)/.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1];

/** How many calls that went well share one line: `lib/environments.ts` says it, and where nobody does, each has its own. */
const callsPerLine = (): number => Number(process.env['BANK_CALLS_PER_LINE'] ?? 1);

/**
 * Whether a call that went well is one of those that get a line. The end of its trace decides, which is chance, so that all
 * functions of one trace say the same; without a trace the call's own id decides. An id that is no number has its line.
 */
export function isSampled(callId: string): boolean {
  const remainder = Number.parseInt((traceOf() ?? callId).slice(-8), 16) % callsPerLine();
  return remainder === 0 || Number.isNaN(remainder);
}

/** Writes one JSON line to the function's log. Only log.ts and meter.ts call it, with classified fields. */
export function writeLine(level: Level, message: string, fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...stamp(), ...fields })}\n`);
}
