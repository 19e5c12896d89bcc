import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import type { Invocation } from './faults.ts';

/** The outside of one simulated run: its clock, its timers, its network. */
export interface Outside {
  now(): number;
  /** A short wait, in ms of its own time: over when the run decides. */
  wait(ms: number): Promise<void>;
  /** The network; without it, the real one. */
  fetch?(url: string, body: string): Promise<Response>;
}

/** Where a piece of code runs: in which simulated world, if any, and in which invocation of a function, if any. */
export interface RunContext {
  readonly outside?: Outside;
  readonly invocation?: Invocation;
}

const contexts = new AsyncLocalStorage<RunContext>();

export const inRun = (): RunContext | undefined => contexts.getStore();
export const running = <T>(context: RunContext, work: () => T): T => contexts.run(context, work);
/** Leaves the simulated world: real time, real network. */
export const outOfRun = <T>(work: () => T): T => contexts.exit(work);

/** A wait longer than this, in ms, is a guard against hanging, not a pause between tries: a run never waits it out. */
const guardMs = 5000;

/** Makes clock, timers and network answer to the run that asks; code outside of a run notices nothing. */
export function virtualize(): void {
  const real = {
    now: Date.now,
    setTimeout: timers.setTimeout,
    clearTimeout: timers.clearTimeout,
    fetch: globalThis.fetch,
  };
  Date.now = () => {
    const run = inRun();
    return run?.outside ? run.outside.now() + (run.invocation?.skewMs ?? 0) : real.now();
  };
  const setTimeout = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const outside = inRun()?.outside;
    return outside ? new VirtualTimer(outside, run, ms, args) : real.setTimeout(run, ms, ...args);
  };
  const clearTimeout = (timer: unknown) => {
    if (timer instanceof VirtualTimer) timer.cleared = true;
    else real.clearTimeout(timer as NodeJS.Timeout);
  };
  Object.assign(globalThis, { setTimeout, clearTimeout });
  Object.assign(timers, { setTimeout, clearTimeout });
  syncBuiltinESMExports();
  globalThis.fetch = (input, init) =>
    inRun()?.outside?.fetch?.(addressOf(input), init?.body as string) ??
    // What goes over a real network is timed by real timers.
    outOfRun(() => real.fetch(input, init));
}

const addressOf = (input: string | URL | Request): string =>
  input instanceof Request ? input.url : typeof input === 'string' ? input : input.href;

class VirtualTimer {
  cleared = false;

  constructor(outside: Outside, run: (...args: unknown[]) => void, ms: number, args: unknown[]) {
    if (ms >= guardMs) return;
    void this.ring(outside, ms, () => run(...args));
  }

  private async ring(outside: Outside, ms: number, run: () => void): Promise<void> {
    await outside.wait(ms);
    if (!this.cleared) run();
  }

  ref() {
    return this;
  }
  unref() {
    return this;
  }
}
