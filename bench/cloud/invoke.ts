import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { type Deployable, ofKind } from '../../lib/operations.ts';
import { root } from '../../local/settings.ts';
import { metered, type Spent } from './meter.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** Calls the functions of the bank as Lambda does, and books what each call cost. */
export class Functions {
  /** Every call since the last `take`, in the order in which they ended. */
  private spent: Spent[] = [];
  private readonly handlers = new Map<string, Promise<Handler>>();
  readonly all: readonly Deployable[];

  constructor(all: readonly Deployable[]) {
    this.all = all;
  }

  /** One call of the function of this name; what it throws is thrown. */
  async invoke(name: string, event: unknown): Promise<unknown> {
    const handler = await this.handlerOf(name);
    const { answer, spent } = await metered(name, () => handler(event, context(name)));
    this.spent.push(spent);
    return answer;
  }

  /** What was called since the last time, and forgets it. */
  take(): readonly Spent[] {
    const taken = this.spent;
    this.spent = [];
    return taken;
  }

  /** Whether HTTP calls it. */
  isOperation(name: string): boolean {
    return [...ofKind(this.all, 'operation'), ...ofKind(this.all, 'foreign')].some(
      ({ contract }) => contract.name === name,
    );
  }

  private handlerOf(name: string): Promise<Handler> {
    const known = this.handlers.get(name) ?? this.load(name);
    this.handlers.set(name, known);
    return known;
  }

  private async load(name: string): Promise<Handler> {
    const one = this.all.find(({ contract }) => contract.name === name);
    if (!one) throw new Error(`the bank has no function ${name}`);
    const file = join(root, 'functions', one.domain, `${one.file}.ts`);
    const { handler } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { handler: Handler };
    return handler;
  }
}

/** What Lambda tells a function of itself. */
const context = (name: string): Context => {
  const deadline = Date.now() + 10_000;
  return {
    awsRequestId: randomUUID(),
    functionName: `songhua-${name}`,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws-cn:lambda:cn-north-1:000000000000:function:songhua-${name}`,
    memoryLimitInMB: '512',
    logGroupName: '/songhua',
    logStreamName: 'meter',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => deadline - Date.now(),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
};
