import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { letPass } from '../../../bench/cloud/clock.ts';
import { type MeteredBank, openMeteredBank } from '../../../bench/cloud/metered-bank.ts';
import { theOnly } from '../../../lib/operations.ts';
import { over, type Reach } from '../../../local/actor.ts';
import { useWrappingKeys } from '../../../shared/data/keyring.ts';
import { documents } from '../../../shared/data/table.ts';
import { useWorkflows } from '../../../shared/gateway/authorization-workflow.ts';
import { useQueues } from '../../../shared/gateway/queue.ts';
import { useTokenKeys } from '../../../shared/gateway/token.ts';
import { type Fault, Invocation, withFaults } from '../faults.ts';
import { hushLogs } from '../hush.ts';
import { outOfRun, running, virtualize } from '../run-context.ts';
import { type Answer, answerOf } from './answer.ts';
import { VirtualWaits } from './virtual-waits.ts';

/** Where faults strike: at the `nth` run (from 0) of one function, one fault in the first try and one in each after it. */
export interface Target {
  readonly name: string;
  readonly nth: number;
  readonly faults: readonly Fault[];
}

/** What a target met, and what its caller was told in the end. */
export interface Strike {
  /** Every try until there was an answer. */
  readonly tries: readonly Invocation[];
  /** Undefined when no try gave one. */
  readonly answer: Answer | undefined;
  /** Milliseconds from the request to its answer, with all pauses of the bank and its SDK. Whoever calls asks again at once. */
  readonly recoveryMs: number;
}

/** The whole bank over a real engine (Dynoxide), with faults between its SDK and the cloud. */
export class FaultyBank {
  readonly bank: MeteredBank;
  private readonly authorizer: string;
  private target: Target | undefined;
  private seen = 0;
  private strike: Suffering | undefined;
  private readonly counts = new Map<string, number>();

  private constructor(bank: MeteredBank) {
    this.bank = { ...bank, reach: patient(bank.baseUrl) };
    this.authorizer = theOnly(bank.functions.all, 'authorizer').contract.name;
    const invoke = bank.functions.invoke.bind(bank.functions);
    // Every way into a function leads through here: gateway, stream and workflow alike.
    bank.functions.invoke = (name, event) => this.run(name, () => invoke(name, event));
  }

  static async open(): Promise<FaultyBank> {
    hushLogs();
    const bank = await openMeteredBank();
    virtualize();
    // As the bank makes them but for time limits, which nothing here reaches.
    const keys = faulty(new KMSClient({ maxAttempts: 3 }));
    faulty(documents());
    useWorkflows(faulty(new SFNClient({ maxAttempts: 3 })));
    useQueues(faulty(new SQSClient({ maxAttempts: 3 })));
    useTokenKeys(keys);
    useWrappingKeys(keys);
    return new FaultyBank(bank);
  }

  /** Arms faults, or none, and forgets what was counted. */
  arm(target?: Target): void {
    this.target = target;
    this.seen = 0;
    this.strike = undefined;
    this.counts.clear();
  }

  /** What became of the armed target; undefined when its function did not run so often. */
  struck(): Strike | undefined {
    return this.strike;
  }
  /** How often a function ran since `arm`. */
  runsOf(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** Lets everything that waits run out, and sweeps twice. */
  async settle(): Promise<void> {
    this.arm();
    await this.bank.quiet();
    for (const ms of [310_000, 60_000]) {
      letPass(ms);
      await this.bank.functions.invoke('sweepExpiredHolds', {});
      await this.bank.quiet();
    }
  }

  private async run(name: string, invoke: () => Promise<unknown>): Promise<unknown> {
    this.counts.set(name, this.runsOf(name) + 1);
    const { target } = this;
    if (target?.name !== name) return running({ invocation: new Invocation() }, invoke);
    if (this.seen++ === target.nth) this.strike = new Suffering(target.faults);
    else if (!this.strike?.goesOn) return running({ invocation: new Invocation() }, invoke);
    // Nobody repeats an authorizer's event: the phone asks again with a new proof, which begins another run.
    return this.strike.through(invoke, name === this.authorizer ? 1 : triesMax);
  }
}

/** The first try meets the first fault. Whoever called repeats the same request until it is answered, as phone and cloud do. */
class Suffering implements Strike {
  readonly tries: Invocation[] = [];
  answer: Answer | undefined;
  recoveryMs = 0;
  /** Whether the next run of the function is another try of the same. */
  goesOn = true;
  private readonly faults: readonly Fault[];
  private readonly begun = performance.now();
  private waitedMs = 0;

  constructor(faults: readonly Fault[]) {
    this.faults = faults;
  }

  async through(invoke: () => Promise<unknown>, most: number): Promise<unknown> {
    for (let left = most; ; left--) {
      const ending = await this.attempt(invoke);
      this.recoveryMs = performance.now() - this.begun + this.waitedMs;
      this.answer = ending && answerOf(ending.value);
      const answered = this.answer?.open === false;
      this.goesOn = !answered && most === 1;
      if (!answered && left > 1) continue;
      if (!ending) throw new Error('never answered');
      return ending.value;
    }
  }

  /** One try: what it returned, or nothing when it threw or died. */
  private async attempt(invoke: () => Promise<unknown>): Promise<{ readonly value: unknown } | undefined> {
    const invocation = new Invocation(this.faults[this.tries.length]);
    this.tries.push(invocation);
    const outside = new VirtualWaits();
    const ending = await running({ invocation, outside }, () =>
      Promise.race([
        invoke().then(
          (value) => ({ value }),
          () => undefined,
        ),
        invocation.died.then(() => undefined),
      ]),
    );
    this.waitedMs += outside.waitedMs;
    return ending;
  }
}

const triesMax = 6;

/** As a phone does: asks again, each time with a new proof, while the gateway broke or the bank says that this may help. */
const patient =
  (baseUrl: string): Reach =>
  (credentials) => {
    const send = over(baseUrl)(credentials);
    return async (request) => {
      for (let left = triesMax; ; left--) {
        const reply = await send(request);
        const { open } = answerOf({ statusCode: reply.status, body: reply.body });
        if (left === 1 || !open) return reply;
      }
    };
  };

/** Puts the faults of the current invocation before the wire, and the wire on real time: its limits are no pauses of the bank. */
function faulty<C extends Parameters<typeof withFaults>[0]>(client: C): C {
  withFaults(client);
  (client as SFNClient).middlewareStack.add((next) => (args) => outOfRun(() => next(args)), {
    step: 'deserialize',
    priority: 'low',
    name: 'real-time',
  });
  return client;
}
