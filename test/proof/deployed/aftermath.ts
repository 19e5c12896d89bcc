import { setTimeout as pause } from 'node:timers/promises';
import { waitingLines } from '../../support/books.ts';
import { factsOfTable, findingsOfTable, parkedChanges } from '../../support/facts.ts';
import { executions, queueMessages, statesEntered } from '../../support/traces.ts';
import type { Stage } from './stage.ts';

/** What is left when everything has come to rest. */
export interface Aftermath {
  /** Whatever is wrong, in words. */
  readonly findings: readonly string[];
  readonly transitions: Transitions;
}

/** States that the workflow entered, each billed: by its own history of each execution. */
interface Transitions {
  /** Executions of transfers that asked for a code, and the states that they entered in all. */
  readonly executions: number;
  readonly states: number;
  /** Executions that did not enter exactly two. */
  readonly others: number;
  /** Executions of transfers that asked for none. */
  readonly needless: number;
}

/** Longest until the last of the workflows, holds and lines has ended, in ms: the wait for a code, and the sweep after it. */
const restMsMax = 150_000;
const lookEveryMs = 1000;

/** Looks at everything that the run left in the deployed bank: ledger, workflows, queues, parked changes. */
export async function aftermathOf(stage: Stage): Promise<Aftermath> {
  const unrest = await comeToRest(stage);
  const { cloud, posted } = stage;
  const ledger = await findingsOfTable({ posted, refused: [] });
  return {
    findings: [
      ...unrest,
      ...ledger.map(({ invariant, subject, detail }) => `${invariant} ${subject} ${detail}`),
      ...(await queueMessages(cloud)).map(({ where }) => `I14 ${where} still holds a message`),
      ...(await parkedChanges()).map((change) => `I11 a change was parked: ${change}`),
    ],
    transitions: await transitionsOf(stage),
  };
}

/** Waits until nothing moves; what still does after all patience is a finding. */
async function comeToRest({ cloud }: Stage): Promise<string[]> {
  for (let waitedMs = 0; ; waitedMs += lookEveryMs) {
    const running = (await executions(cloud)).filter(({ status }) => status === 'RUNNING');
    const holds = (await factsOfTable()).entries.filter(({ status }) => status === 'PDNG');
    const lines = await waitingLines();
    if (running.length + holds.length + lines.length === 0) return [];
    if (waitedMs > restMsMax) {
      return [
        ...running.map(({ name }) => `I14 the workflow of ${name} still runs`),
        ...holds.map(({ entryId }) => `I7 the hold ${entryId} is still open`),
        ...lines.map(({ entryId }) => `I3 the line ${entryId} of a hot account has no number`),
      ];
    }
    await pause(lookEveryMs);
  }
}

async function transitionsOf({ cloud, direct, stopped }: Stage): Promise<Transitions> {
  const all = await executions(cloud);
  const without = new Set(direct);
  const ended = all.filter(({ name = '' }) => !without.has(name) && !stopped.includes(name));
  let [states, others] = [0, 0];
  for (const { executionArn = '' } of ended) {
    const entered = (await statesEntered(cloud, executionArn)).length;
    states += entered;
    if (entered !== 2) others++;
  }
  const needless = all.filter(({ name = '' }) => without.has(name)).length;
  return { executions: ended.length, states, others, needless };
}
