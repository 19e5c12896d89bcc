import { setImmediate } from 'node:timers/promises';
import { letPass, now } from '../../../bench/cloud/clock.ts';
import type { Outside } from '../run-context.ts';

/** The pauses of one try of a function: they end at once, the bank's clock goes on by what they were, and their sum is known. */
export class VirtualWaits implements Outside {
  readonly now = now;
  /** Milliseconds that the try would have waited; pauses side by side count once. */
  waitedMs = 0;

  async wait(ms: number): Promise<void> {
    // The bank counts whole milliseconds.
    const due = this.waitedMs + Math.ceil(ms);
    await setImmediate();
    if (due <= this.waitedMs) return;
    letPass(due - this.waitedMs);
    this.waitedMs = due;
  }
}
