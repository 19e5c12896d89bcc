import type { Fault } from '../faults.ts';
import { type FaultPoint, faultsAt, nameOf, type Played } from './fault-points.ts';

/**
 * Pairs of faults of one scenario: the first try meets one that makes its caller come again, the retry meets another. All of them
 * together take hours, so a covering design takes part: of the four things that make a pair (call and kind of either fault), every
 * two that occur together in any pair occur together in one that is tried. A finding that needs three of them may escape.
 */
export class Pairs {
  private readonly left = new Map<FaultPoint, readonly string[]>();
  private readonly wanted = new Set<string>();
  private readonly covered = new Set<string>();

  /** Takes in a fault that was tried alone, and with it every pair that it begins. */
  add({ model, faults: [first] }: FaultPoint, { strike, reached }: Played): void {
    const retry = strike?.tries[1];
    if (!first || !reached || !retry) return;
    for (const second of faultsAt(retry.calls)) {
      const two = twosOf(first, second).map((names) => `${nameOf(model.scenario)} ${names}`);
      this.left.set({ model, faults: [first, second] }, two);
      for (const names of two) this.wanted.add(names);
    }
  }

  /** How many pairs there are that were not handed out. */
  get size(): number {
    return this.left.size;
  }
  get wantedTwos(): number {
    return this.wanted.size;
  }
  get coveredTwos(): number {
    return this.covered.size;
  }

  /** The pair that covers most of what is not covered yet; undefined when all is, or cannot be. Each is handed out once. */
  next(): FaultPoint | undefined {
    let best: FaultPoint | undefined;
    let most = 0;
    for (const [pair, two] of this.left) {
      const gain = two.filter((names) => !this.covered.has(names)).length;
      if (gain > most) [best, most] = [pair, gain];
      if (most === two.length) break;
    }
    return best;
  }

  /** Notes that a pair was tried: it covers something only if both of its faults were met. */
  note(pair: FaultPoint, { reached }: Played): void {
    if (reached) for (const names of this.left.get(pair)!) this.covered.add(names);
    this.left.delete(pair);
  }
}

/** Every two of the four: first call, first kind, second call, second kind. */
function twosOf(first: Fault, second: Fault): string[] {
  const four = [`i${first.at}`, `a${kindOf(first)}`, `j${second.at}`, `b${kindOf(second)}`];
  return four.flatMap((one, at) => four.slice(at + 1).map((other) => `${one} ${other}`));
}

const kindOf = ({ kind, attempts }: Fault): string => `${kind}/${attempts}`;
