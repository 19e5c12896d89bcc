import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { type Deployable, ofKind } from '../../lib/operations.ts';
import { version } from '../../lib/constructs/route-metric.ts';
import { root } from '../../local/settings.ts';
import type { HttpReply } from '../../shared/lambda/http.ts';
import { metered, type Spent } from './meter.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** One call of a function of the bank. */
export interface Call extends Spent {
  /** Consumers with the same number were run by one call of the function that they share. */
  readonly batch?: number;
  /** What leaves the cloud as an answer; nothing from what HTTP does not call. */
  readonly answerBytes: number;
}

/** Calls the functions of the bank as Lambda does, and books what each call cost. */
export class Functions {
  /** Every call since the last `take`, in the order in which they ended. */
  private spent: Call[] = [];
  private readonly handlers = new Map<string, Promise<Handler>>();
  readonly all: readonly Deployable[];
  private readonly apart: (name: string) => string;

  /** `apart` ends the address from which a function is loaded, where each shall have a copy of its own. */
  constructor(all: readonly Deployable[], apart: (name: string) => string = () => '') {
    this.all = all;
    this.apart = apart;
  }

  /** One call of the function of this name, in this batch of the shared reader; what it throws is thrown. */
  async invoke(name: string, event: unknown, batch?: number): Promise<unknown> {
    const handler = await this.handlerOf(name);
    const { answer, spent } = await metered(name, () => handler(event, context(name)));
    this.spent.push({
      ...spent,
      ...(batch !== undefined && { batch }),
      answerBytes: this.isOperation(name) ? bytesOf(answer as HttpReply) : 0,
    });
    return answer;
  }

  /** What was called since the last time, and forgets it. */
  take(): readonly Call[] {
    const taken = this.spent;
    this.spent = [];
    return taken;
  }

  /** The route by which HTTP calls it, as the gateway names it. */
  routeKeyOf(name: string): string | undefined {
    const routes = [...ofKind(this.all, 'operation'), ...ofKind(this.all, 'foreign')];
    const found = routes.find(({ contract }) => contract.name === name)?.contract;
    return found && `${found.method} ${version}${found.path}`;
  }

  /** Whether HTTP calls it. */
  isOperation(name: string): boolean {
    return this.routeKeyOf(name) !== undefined;
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
    const { handler } = (await import(/* @vite-ignore */ `${pathToFileURL(file).href}${this.apart(name)}`)) as {
      handler: Handler;
    };
    return handler;
  }
}

/** An answer as it goes over the wire, with what the gateway adds to its head. */
const bytesOf = ({ statusCode, headers, body }: HttpReply): number => {
  const added = {
    date: new Date(0).toUTCString(),
    'content-length': Buffer.byteLength(body),
    connection: 'keep-alive',
    'apigw-requestid': 'JKJaXmPLvHcESHA=',
  };
  const head = Object.entries({ ...headers, ...added }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.byteLength(`HTTP/1.1 ${statusCode} Created\r\n${head.join('')}\r\n${body}`);
};

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
