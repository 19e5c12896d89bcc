let hushed = false;

/** Keeps the log lines of handlers to itself: thousands of broken calls would drown what is told. */
export function hushLogs(): void {
  if (hushed) return;
  hushed = true;
  const write = process.stdout.write.bind(process.stdout) as (
    chunk: string | Uint8Array,
    ...rest: unknown[]
  ) => boolean;
  const quiet = (chunk: string | Uint8Array, ...rest: unknown[]): boolean =>
    (typeof chunk === 'string' && chunk.startsWith('{"level"')) || write(chunk, ...rest);
  Object.assign(process.stdout, { write: quiet });
}
