export type Level = 'INFO' | 'WARN' | 'ERROR';

/** In the cloud the runtime stamps nothing on JSON lines, so each carries its own time and the trace of its call. */
const stamp = () => ({ timestamp: new Date().toISOString(), service: 'bank', xrayTraceId: traceOf() });

/** The root of X-Ray's `Root=1-...;Parent=...;Sampled=1`, which Lambda renews before each call. */
const traceOf = (): string | undefined => /Root=([^;]+)/.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1];

/** Writes one JSON line to the function's log. Only log.ts and meter.ts call it, with classified fields. */
export function writeLine(level: Level, message: string, fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...stamp(), ...fields })}\n`);
}
