import { SFNClient } from '@aws-sdk/client-sfn';
import { letPass } from '../../../bench/cloud/clock.ts';
import { type MeteredBank, openMeteredBank } from '../../../bench/cloud/metered-bank.ts';
import { documents } from '../../../shared/data/table.ts';
import { useWorkflows } from '../../../shared/gateway/authorization-workflow.ts';
import type { HttpReply } from '../../../shared/lambda/http.ts';
import { type Fault, Invocation, withFaults } from '../faults.ts';
import { hushLogs } from '../hush.ts';
import { running } from '../run-context.ts';

/** Where a fault strikes: at the `nth` run (from 0) of one function. */
export interface Target {
  readonly name: string;
  readonly nth: number;
  readonly fault: Fault;
}

/** What a target met, and what its caller was told in the end. */
export interface Strike {
  readonly calls: readonly string[];
  readonly reached: boolean;
  /** Tries until there was an answer, the first included. */
  readonly tries: number;
  /** Milliseconds from the fault to the answer. */
  readonly recoveryMs: number;
  /** The answer's status for an operation; undefined for work without a caller. */
  readonly status: number | undefined;
  readonly code: string | undefined;
}

/** The whole bank over a real engine (Dynoxide), with faults between its SDK and the engine. */
export class FaultyBank {
  readonly bank: MeteredBank;
  private target: Target | undefined;
  private seen = 0;
  private strike: Strike | undefined;
  private readonly counts = new Map<string, number>();

  private constructor(bank: MeteredBank) {
    this.bank = bank;
  }

  static async open(): Promise<FaultyBank> {
    hushLogs();
    const bank = await openMeteredBank();
    withFaults(documents());
    useWorkflows(withFaults(new SFNClient({ maxAttempts: 3 })));
    const faulty = new FaultyBank(bank);
    const invoke = bank.functions.invoke.bind(bank.functions);
    // Every way into a function leads through here: gateway, stream and workflow alike.
    bank.functions.invoke = (name, event) => faulty.run(name, () => invoke(name, event));
    return faulty;
  }

  /** Arms a fault, or none, and forgets what was counted. */
  arm(target?: Target): void {
    this.target = target;
    this.seen = 0;
    this.strike = undefined;
    this.counts.clear();
  }

  /** What became of the armed fault; undefined when its function did not run so often. */
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
    const aimed = this.target?.name === name && this.seen++ === this.target.nth;
    return aimed ? this.suffer(invoke, this.target!.fault) : running({ invocation: new Invocation() }, invoke);
  }

  /** The first try meets the fault. Whoever called repeats the same request until it is answered, as phone and cloud do. */
  private async suffer(invoke: () => Promise<unknown>, fault: Fault): Promise<unknown> {
    const first = new Invocation(fault);
    const begun = performance.now();
    for (let tries = 1; ; tries++) {
      const invocation = tries === 1 ? first : new Invocation();
      const ending = await running({ invocation }, () =>
        Promise.race([
          invoke().then(
            (value) => ({ value }),
            () => undefined,
          ),
          invocation.died.then(() => undefined),
        ]),
      );
      const open = ending === undefined || openCodes.has(codeOf(ending.value) ?? '');
      if (open && tries < triesMax) continue;
      const status = (ending?.value as HttpReply | undefined)?.statusCode;
      const recoveryMs = performance.now() - begun;
      this.strike = {
        calls: first.calls,
        reached: first.reached,
        tries,
        recoveryMs,
        status,
        code: codeOf(ending?.value),
      };
      if (!ending) throw new Error('never answered');
      return ending.value;
    }
  }
}

const openCodes = new Set(['OUTCOME_UNKNOWN', 'TRY_AGAIN']);
const triesMax = 6;

const codeOf = (answer: unknown): string | undefined => {
  const { body } = (answer ?? {}) as { body?: string };
  return body === undefined ? undefined : (JSON.parse(body) as { code?: string }).code;
};
