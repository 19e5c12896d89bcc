import type { SmsMessage } from '../../../shared/domain/identity/sms-message.ts';
import { useWorkflows } from '../../../shared/gateway/authorization-workflow.ts';
import { useDocuments } from '../../../shared/data/table.ts';
import { type Fault, Invocation, withFaults } from '../faults.ts';
import { lightClient } from '../memory/light-client.ts';
import { memoryClient } from '../memory/memory-client.ts';
import { type Change, MemoryTable, type Seam } from '../memory/memory-table.ts';
import { type Outside, running } from '../run-context.ts';
import type { BankFunction } from './functions.ts';
import { StreamPump } from './stream-pump.ts';
import { type Execution, lightWorkflowClient, workflowClient, Workflows } from './workflows.ts';

/** How a function run ended: with what it returned, by throwing, or by dying in the middle. */
export type Ending<T> = { readonly how: 'returned'; readonly value: T } | { readonly how: 'threw' | 'died' };

/** A bank in memory: its table, streams, workflows, clock and SMS provider. All it does passes through the seam. */
export class World implements Outside {
  readonly table: MemoryTable;
  readonly workflows: Workflows;
  readonly sms: SmsMessage[] = [];
  /** What ran without a caller and failed for good: a test fails on it. */
  readonly broken: unknown[] = [];
  /** Every function run so far, with what it called. */
  readonly invocations: { readonly name: string; readonly invocation: Invocation }[] = [];
  smsIsDown = false;
  /** How far the clocks of the bank's machines may be from the true time, in ms. */
  skewMsMax = 0;
  /** The fault of the next run of a task, consumer or schedule of this name. */
  readonly ambush = new Map<string, Fault>();
  readonly seam: Seam;
  private readonly functions: ReadonlyMap<string, BankFunction>;
  private readonly pump: StreamPump;
  private ms: number;

  constructor(
    functions: ReadonlyMap<string, BankFunction>,
    seam: Seam,
    startMs: number,
    items?: ReturnType<MemoryTable['snapshot']>,
  ) {
    this.functions = functions;
    this.seam = seam;
    this.ms = startMs;
    this.pump = new StreamPump(functions, this);
    this.table = new MemoryTable(seam, items, (change: Change) => this.pump.take(change));
    this.workflows = new Workflows(
      () => this.ms,
      (label) => seam.pause(label),
      (execution, answered) => this.start(() => this.conduct(execution, answered)),
    );
    enter(this);
  }

  now(): number {
    return this.ms;
  }
  wait(ms: number): Promise<void> {
    return this.seam.pause(`wait ${Math.round(ms)} ms`);
  }

  async fetch(_url: string, body: string): Promise<Response> {
    await this.seam.pause('SMS');
    if (this.smsIsDown) throw new TypeError('the SMS provider is down');
    this.sms.push(JSON.parse(body) as SmsMessage);
    return new Response(null, { status: 202 });
  }

  /** Begins something that nobody waits for. */
  start(work: () => Promise<void>): void {
    void running({ outside: this }, () => work().catch((error: unknown) => void this.broken.push(error)));
  }

  /** Runs one function to its end, or to its death. */
  async invoke<T>(name: string, event: unknown, fault = this.ambush.get(name)): Promise<Ending<T>> {
    const invocation = new Invocation(fault);
    if (this.skewMsMax > 0) invocation.skewMs = (this.seam.choose(3) - 1) * this.skewMsMax;
    this.ambush.delete(name);
    this.invocations.push({ name, invocation });
    const { handler } = this.functions.get(name)!;
    return running({ outside: this, invocation }, async () => {
      const result = handler(event as never, contextOf(name)).then(
        (value) => ({ how: 'returned' as const, value: value as T }),
        () => ({ how: 'threw' as const }),
      );
      const ending = await Promise.race([result, invocation.died]);
      return ending === 'died' ? { how: 'died' } : ending;
    });
  }

  /** Runs a task as a workflow does: until it returns. */
  private async settle({ accountId, transferId }: Execution): Promise<void> {
    for (let tries = 0; tries < 120; tries++) {
      const { how } = await this.invoke('settleTransfer', { accountId, transferId });
      if (how === 'returned') return;
      await this.wait(2000);
    }
    throw new Error(`${transferId} could not be settled`);
  }

  /** The two states of the workflow. Whatever becomes of the first, the second follows. */
  private async conduct(execution: Execution, answered: Promise<void>): Promise<void> {
    const { accountId, transferId, taskToken } = execution;
    const { how } = await this.invoke('openChallenge', { accountId, transferId, taskToken });
    if (how === 'returned') await Promise.race([answered, this.timeOf(execution)]);
    execution.state = 'SETTLING';
    await this.settle(execution);
    execution.state = 'DONE';
  }

  private readonly timeouts: { readonly at: number; readonly ring: () => void }[] = [];
  private timeOf({ timesOutAt }: Execution): Promise<void> {
    return new Promise((ring) => this.timeouts.push({ at: timesOutAt, ring }));
  }

  /** Moves the clock on and lets every time-out ring that is due. */
  passTime(ms: number): void {
    this.ms += ms;
    this.table.catchUp();
    for (const { at, ring } of this.timeouts) if (at <= this.ms) ring();
  }
}

let current: World;
/** The newest world is the one that the bank's clients reach. */
const enter = (world: World): void => void (current = world);

const real = {
  documents: withFaults(memoryClient(() => current.table)),
  workflows: workflowClient(() => current.workflows),
};
const light = {
  documents: lightClient(() => current.table),
  workflows: lightWorkflowClient(() => current.workflows),
};

/** Through the whole SDK, with its retries; or around it, as with its retries off. */
export function throughSdk(whole: boolean): void {
  const { documents, workflows } = whole ? real : light;
  useDocuments(documents);
  useWorkflows(workflows);
}

throughSdk(true);

/** The context of one function run, with time enough that it never has to hurry. */
const contextOf = (name: string) =>
  ({
    awsRequestId: 'b3d1c6a0-5f0e-4b1f-9f3e-2a6c8d4e7f10',
    functionName: `bank-proof-${name}`,
    getRemainingTimeInMillis: () => 10_000,
  }) as never;
