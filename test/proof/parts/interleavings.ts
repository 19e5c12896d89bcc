import fc from 'fast-check';
import { told } from '../../../bench/figure.ts';
import { said } from '../said.ts';
import { genesis } from '../simulation/genesis.ts';
import { type Aftermath, duel, late, play, storm } from '../simulation/storm.ts';
import { throughSdk } from '../simulation/world.ts';
import { never, type Part, tell } from './part.ts';

/** Runs between two looks at the clock; each begins from a seed of its own, so that a failure is replayed in seconds. */
const chunk = 250;
/** One chunk in so many goes through the whole SDK, with its retries: eight times slower. */
const wholeSdkEvery = 10;
const failuresTold = 5;

/** Tier A: the real handlers over the memory table, every run another interleaving with other faults. */
export const interleavings: Part = async ({ seed, budgetMs }) => {
  const bank = await genesis();
  const tally = new Tally();
  const begun = performance.now();
  for (let turn = 0; performance.now() - begun < budgetMs; turn++) {
    throughSdk(turn % wholeSdkEvery === wholeSdkEvery - 1);
    const property = fc.asyncProperty(fc.oneof(storm, duel, late), fc.scheduler(), async (plan, scheduler) =>
      tally.add(await play(bank, plan, scheduler), seed + turn),
    );
    const { failed, errorInstance } = await fc.check(property, {
      seed: seed + turn,
      numRuns: chunk,
      endOnFailure: true,
    });
    if (failed) tally.crash(errorInstance, seed + turn);
  }
  return tally.figures((performance.now() - begun) / 1000);
};

class Tally {
  private runs = 0;
  private steps = 0;
  private faults = 0;
  private transfers = 0;
  private booked = 0;
  private readonly findings: string[] = [];

  add({ findings, world, told: answers, steps }: Aftermath, seed: number): void {
    this.runs++;
    this.steps += steps;
    this.faults += world.invocations.filter(({ invocation }) => invocation.reached).length;
    this.transfers += answers.filter(({ kind }) => kind === 'transfer').length;
    this.booked += answers.filter(({ kind, answer }) => kind === 'transfer' && answer === 'DONE').length;
    for (const finding of findings) this.note(finding, seed);
  }

  crash(error: unknown, seed: number): void {
    this.note(`a run broke off: ${said(error)}`, seed);
  }

  private note(finding: string, seed: number): void {
    if (this.findings.length < failuresTold) tell(`${finding} (npm run proof -- --seed ${seed} --only interleavings)`);
    this.findings.push(finding);
  }

  figures(seconds: number) {
    const count = (pattern: RegExp) => this.findings.filter((finding) => pattern.test(finding)).length;
    return [
      told('proof', 'interleavings judged', this.runs, 'runs'),
      told('proof', 'interleavings a second, one core', this.runs / seconds, 'runs/s'),
      told('proof', 'choices of what goes next', this.steps, 'choices'),
      told('proof', 'faults met in them', this.faults, 'faults'),
      told('proof', 'transfers ordered', this.transfers, 'transfers'),
      told('proof', 'transfers accepted', this.booked, 'transfers'),
      never('lost: accepted, and not there or not posted', count(/^I6 .*(?:not there|not posted)/), 'transfers'),
      never('duplicated, or posted though refused', count(/^I6 .*(?:twice|refused)/), 'transfers'),
      never('unbalanced: I1 to I5', count(/^I[1-5] /), 'findings'),
      never('stuck holds: I7', count(/^I7 /), 'holds'),
      never('authorizations and limits that do not hold: I8, I9', count(/^I[89] /), 'findings'),
      never('all findings, lies to a client included', this.findings.length, 'findings'),
    ];
  }
}
