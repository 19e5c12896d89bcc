import type { Scheduler } from 'fast-check';
import type { Seam } from '../memory/memory-table.ts';
import { outOfRun } from '../run-context.ts';

/** A small generator of numbers (mulberry32): the same seed, the same choices. */
export function choicesOf(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Hands every decision of a run to fast-check: which waiting request goes next, and what the table chooses. */
export const seamOf = (scheduler: Scheduler, seed: number): Seam => ({
  pause: (label) => scheduler.schedule(Promise.resolve(), label),
  choose: choicesOf(seed),
});

/** Releases one waiting request after the other until none is left; everybody else waits at a seam before each choice. */
export async function runToRest(scheduler: Scheduler): Promise<number> {
  for (let steps = 0; ; steps++) {
    await outOfRun(() => new Promise((resolve) => setImmediate(resolve)));
    if (scheduler.count() === 0) return steps;
    if (steps > stepsMax) throw new Error(`a run did not come to rest in ${stepsMax} steps`);
    await scheduler.waitOne();
  }
}

/** Far above the longest honest run: more is a loop. */
const stepsMax = 20_000;
