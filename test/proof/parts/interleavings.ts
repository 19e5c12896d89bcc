import fc from 'fast-check';
import { type Figure, told } from '../../../bench/figure.ts';
import { said } from '../said.ts';
import { genesis } from '../simulation/genesis.ts';
import { type Aftermath, duel, late, play, storm } from '../simulation/storm.ts';
import { throughSdk } from '../simulation/world.ts';
import { type Means, never, type Part, sumOf, tell } from './part.ts';

/** Runs between two looks at the clock; each begins from a seed of its own, so that a failure is replayed in seconds. */
const chunk = 250;
/** One chunk in so many goes through the whole SDK, with its retries, which takes many times as long. */
const wholeSdkEvery = 40;
const failuresTold = 5;

/** Tier A: the real handlers over the memory table, every run another interleaving with other faults. */
export const interleavings: Part<Found> = { work, figures };

async function work({ seed, share, shares, budgetMs }: Means): Promise<Found> {
  const bank = await genesis();
  const tally = new Tally();
  const begun = performance.now();
  for (let turn = share; performance.now() - begun < budgetMs; turn += shares) {
    throughSdk(Math.floor(turn / shares) % wholeSdkEvery === wholeSdkEvery - 1);
    const property = fc.asyncProperty(fc.oneof(storm, duel, late), async (plan) =>
      tally.add(await play(bank, plan), seed + turn),
    );
    const { failed, errorInstance } = await fc.check(property, {
      seed: seed + turn,
      numRuns: chunk,
      endOnFailure: true,
    });
    if (failed) tally.crash(errorInstance, seed + turn);
  }
  return { ...tally.found, orders: packed(tally.orders), seconds: (performance.now() - begun) / 1000 };
}

interface Counted {
  runs: number;
  steps: number;
  faults: number;
  transfers: number;
  booked: number;
  readonly findings: string[];
}
interface Found extends Readonly<Counted> {
  /** The order of each run that was not seen before in this share, as base64 of 32-bit numbers: half a million runs are 3 MB. */
  readonly orders: string;
  readonly seconds: number;
}

class Tally {
  readonly orders = new Set<number>();
  readonly found: Counted = { runs: 0, steps: 0, faults: 0, transfers: 0, booked: 0, findings: [] };

  add({ findings, world, told: answers, steps, order }: Aftermath, seed: number): void {
    const transfers = answers.filter(({ kind }) => kind === 'transfer');
    this.found.runs++;
    this.found.steps += steps;
    this.orders.add(order);
    this.found.faults += world.invocations.filter(({ invocation }) => invocation.reached).length;
    this.found.transfers += transfers.length;
    this.found.booked += transfers.filter(({ answer }) => answer === 'DONE').length;
    for (const finding of findings) this.note(finding, seed);
  }

  crash(error: unknown, seed: number): void {
    this.note(`a run broke off: ${said(error)}`, seed);
  }

  private note(finding: string, seed: number): void {
    const { findings } = this.found;
    if (findings.length < failuresTold) tell(`${finding} (npm run proof -- --seed ${seed} --only interleavings)`);
    findings.push(finding);
  }
}

const packed = (orders: ReadonlySet<number>): string => Buffer.from(Int32Array.from(orders).buffer).toString('base64');

/** How many orders there are in all shares together; two of one hash count once, so it is rather too few. */
function different(found: readonly Found[]): number {
  const all = new Set<number>();
  for (const { orders } of found) {
    const bytes = Buffer.from(orders, 'base64');
    for (let at = 0; at < bytes.length; at += 4) all.add(bytes.readInt32LE(at));
  }
  return all.size;
}

function figures(found: readonly Found[]): Figure[] {
  const count = (pattern: RegExp) => sumOf(found, ({ findings }) => findings.filter((one) => pattern.test(one)).length);
  const runs = sumOf(found, (one) => one.runs);
  const perCore = runs / sumOf(found, ({ seconds }) => seconds);
  return [
    told('proof', 'interleavings judged', runs, 'runs'),
    told('proof', 'interleavings that were different from each other', different(found), 'orders'),
    told('proof', 'interleavings a second, one core', perCore, 'runs/s'),
    told(
      'proof',
      'choices of what goes next',
      sumOf(found, ({ steps }) => steps),
      'choices',
    ),
    told(
      'proof',
      'faults met in them',
      sumOf(found, ({ faults }) => faults),
      'faults',
    ),
    told(
      'proof',
      'transfers ordered',
      sumOf(found, ({ transfers }) => transfers),
      'transfers',
    ),
    told(
      'proof',
      'transfers accepted',
      sumOf(found, ({ booked }) => booked),
      'transfers',
    ),
    never('lost: accepted, and not there or not posted', count(/^I6 .*(?:not there|not posted)/), 'transfers'),
    never('duplicated, or posted though refused', count(/^I6 .*(?:twice|refused)/), 'transfers'),
    never('unbalanced: I1 to I5', count(/^I[1-5] /), 'findings'),
    never('stuck holds: I7', count(/^I7 /), 'holds'),
    never('authorizations and limits that do not hold: I8, I9', count(/^I[89] /), 'findings'),
    never('all findings, lies to a client included', count(/^/), 'findings'),
  ];
}
