import fc, { type Arbitrary } from 'fast-check';
import type { Seam } from '../memory/memory-table.ts';

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

/** All of these in the order of a seed, so that a run which is cut by time sees others than the last. */
export function shuffled<T>(all: readonly T[], seed: number): T[] {
  const choose = choicesOf(seed);
  const left = [...all];
  return all.map(() => left.splice(choose(left.length), 1)[0]!);
}

/** The seed of one run's choices: any number is as likely as any other, or runs would repeat each other. */
export const luck: Arbitrary<number> = fc.noBias(fc.integer());

interface Waiting {
  readonly label: string;
  readonly go: () => void;
}

/**
 * Takes every decision of a run: which of those that wait at a seam goes next, each as likely as the others, and what the table
 * chooses. fast-check's own scheduler does the same and keeps a report of it, which took more time than the bank.
 */
export class Scheduler implements Seam {
  /** How many choices of who goes next were taken. */
  steps = 0;
  /** Who was chosen, one after the other, as one number of 32 bits: another number, another interleaving. */
  order = 0;
  readonly choose: (below: number) => number;
  private readonly next: (below: number) => number;
  private readonly waiting: Waiting[] = [];

  constructor(seed: number) {
    this.choose = choicesOf(seed);
    this.next = choicesOf(~seed);
  }

  pause(label: string): Promise<void> {
    return new Promise((go) => this.waiting.push({ label, go }));
  }

  /** Lets one after the other go on until nobody waits; before each choice, everybody has come to a seam. */
  async runToRest(): Promise<void> {
    for (;;) {
      await everyPromiseKept();
      // Whoever waits for something else than a promise comes with the next turn of the loop.
      if (this.waiting.length === 0) await nextTurn();
      if (this.waiting.length === 0) return;
      if (++this.steps > stepsMax) throw new Error(`a run did not come to rest in ${stepsMax} steps`);
      this.release(this.next(this.waiting.length));
    }
  }

  private release(place: number): void {
    const { label, go } = this.waiting[place]!;
    this.waiting[place] = this.waiting.at(-1)!;
    this.waiting.pop();
    for (let at = 0; at < label.length; at++) this.order = Math.imul(this.order ^ label.charCodeAt(at), fnvPrime);
    this.order = Math.imul(this.order ^ place, fnvPrime);
    go();
  }
}

/** The hash FNV-1a. */
const fnvPrime = 0x01000193;

/** Far above the longest honest run: more is a loop. */
const stepsMax = 20_000;

/** Node takes this queue up when no promise is left to be told of, without the turn of the loop that `setImmediate` costs. */
const everyPromiseKept = () => new Promise<void>((resolve) => process.nextTick(resolve));
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
