/** Bytes that a call wrote to its log: those that are written always, and those that only a sample of such calls writes. */
export interface Logged {
  always: number;
  sampled: number;
}

/** Whoever is charged for what is logged now; nobody outside of a metered call. */
export type Charged = () => Logged | undefined;

/**
 * Counts what functions log and keeps it off the screen; what anybody else prints goes on as before. Both ways are covered, since
 * a test runner hands functions another console.
 */
export function captureLogs(charged: Charged): void {
  const write = process.stdout.write.bind(process.stdout);
  const counted = (text: unknown): boolean => {
    const account = charged();
    if (!account) return false;
    if (process.env.BENCH_DEBUG) process.stderr.write(String(text));
    account[isSampledLine(String(text)) ? 'sampled' : 'always'] += Buffer.byteLength(String(text));
    return true;
  };
  process.stdout.write = (text: string | Uint8Array, ...rest: never[]) => counted(text) || write(text, ...rest);
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const print = console[level].bind(console);
    console[level] = (...parts: unknown[]) => void (counted(`${parts.join(' ')}\n`) || print(...parts));
  }
}

/** The line of a call that went well; on the meter every call writes it. */
const isSampledLine = (line: string): boolean => line.startsWith('{"level":"INFO","message":"call"');
