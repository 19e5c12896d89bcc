import type { Context } from 'aws-lambda';
import { type LogFields, knowName, log } from './log.ts';
import { type Recorder, recordCall } from './meter.ts';

/** What work without a caller knows: one instant for all of it, and its name in the logs. */
export interface Work {
  /** Milliseconds since 1970, read once. */
  readonly now: number;
  readonly traceId: string;
}

/** Work that failed. It carries nothing of the cause, which is logged: workflow histories and queues keep what is thrown. */
export class WorkFailed extends Error {
  constructor(name: string, traceId: string) {
    super(`${name} failed, trace ${traceId}`);
    this.name = 'WorkFailed';
  }
}

/** Runs one piece of work, records how it ended, and lets the cloud try again when it fails. */
export async function observed<T>(
  name: string,
  context: Context,
  run: (work: Work) => Promise<T>,
  told?: (result: T) => LogFields,
  record: Recorder = recordCall,
) {
  knowName(name);
  const begunMs = performance.now();
  const traceId = context.awsRequestId;
  try {
    const result = await run({ now: Date.now(), traceId });
    record(name, 'ok', Math.round(performance.now() - begunMs), { traceId, ...told?.(result) });
    return result;
  } catch (error) {
    log.error('work failed', error, { operation: name, traceId });
    record(name, 'failed', Math.round(performance.now() - begunMs), { traceId });
    throw new WorkFailed(name, traceId);
  }
}
