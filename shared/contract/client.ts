import * as z from 'zod/mini';
import type { Contract, Input, Output } from './contract.ts';
import { type Language, type Problem, problem } from './problem.ts';

/** One HTTP request to the bank. `path` begins after the version prefix and carries the query. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One HTTP answer; header names in lower case. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Carries a request to the bank: over HTTPS with a proof (`sendSigned`), or straight into a handler in a test. */
export type Send = (request: WireRequest) => Promise<WireReply>;

/** What a caller adds to a request: the key of the pressed button where the contract asks for one. */
export type Options<C extends Contract> = (C['idempotent'] extends true
  ? { readonly idempotencyKey: string }
  : { readonly idempotencyKey?: undefined }) & { readonly language?: Language };

/** The options, which an operation that makes something cannot do without. */
export type Rest<C extends Contract> = C['idempotent'] extends true ? [options: Options<C>] : [options?: Options<C>];

/** An answer with what the bank said around it. */
export interface Exchange<C extends Contract> {
  readonly answer: Output<C>;
  readonly status: number;
  readonly replayed: boolean;
  readonly traceId: string;
}

/** The bank refused: `problem.code` says why. */
export class CallFailed extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, said: Problem) {
    super(`${status} ${said.code} (trace ${said.traceId})`);
    this.name = 'CallFailed';
    this.status = status;
    this.problem = said;
  }
}

/** What came back is not an answer of the bank: a gateway, a proxy or a bug spoke. */
export class UnreadableAnswer extends Error {
  readonly reply: WireReply;
  constructor(reply: WireReply, cause?: unknown) {
    super(`unreadable answer with status ${reply.status}`, { cause });
    this.name = 'UnreadableAnswer';
    this.reply = reply;
  }
}

/**
 * One client for every operation: hand it a contract and what the handler expects, get what the handler returned.
 * @example const { balance } = await bankClient(send).call(readAccount, { accountId });
 * @throws CallFailed with the bank's problem
 */
export function bankClient(send: Send) {
  const exchange = async <C extends Contract>(
    contract: C,
    request: Input<C>,
    ...[options]: Rest<C>
  ): Promise<Exchange<C>> => {
    const reply = await send(wireRequest(contract, request, options));
    const said = readJson(reply);
    if (reply.status >= 400) throw new CallFailed(reply.status, readAs(problem, said, reply));
    return {
      answer: readAs(contract.output, said, reply) as Output<C>,
      status: reply.status,
      replayed: reply.headers['idempotent-replayed'] === 'true',
      traceId: reply.headers['trace-id'] ?? '',
    };
  };
  const call = async <C extends Contract>(contract: C, request: Input<C>, ...rest: Rest<C>): Promise<Output<C>> =>
    (await exchange(contract, request, ...rest)).answer;
  return { call, exchange };
}
export type BankClient = ReturnType<typeof bankClient>;

function wireRequest<C extends Contract>(contract: C, request: Input<C>, options?: Options<C>): WireRequest {
  const fields = z.encode(contract.input, request) as Record<string, unknown>;
  const { path, rest } = fillPath(contract.path, fields);
  const inQuery = contract.method === 'GET' || contract.method === 'DELETE';
  const query = inQuery
    ? new URLSearchParams(rest.map(([name, value]): [string, string] => [name, String(value)])).toString()
    : '';
  return {
    method: contract.method,
    path: query === '' ? path : `${path}?${query}`,
    headers: {
      accept: 'application/json, application/problem+json',
      'accept-language': options?.language ?? 'zh-CN',
      ...(options?.idempotencyKey && { 'idempotency-key': options.idempotencyKey }),
      ...(!inQuery && { 'content-type': 'application/json' }),
    },
    ...(!inQuery && { body: JSON.stringify(Object.fromEntries(rest)) }),
  };
}

/** Puts the fields that the path names into it; the others travel in the query or the body. */
function fillPath(template: string, fields: Record<string, unknown>) {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fields[name])));
  const rest = Object.entries(fields).filter(([name, value]) => value !== undefined && !template.includes(`{${name}}`));
  return { path, rest };
}

function readJson(reply: WireReply): unknown {
  try {
    return JSON.parse(reply.body);
  } catch (cause) {
    throw new UnreadableAnswer(reply, cause);
  }
}

function readAs<S extends z.ZodMiniType>(schema: S, value: unknown, reply: WireReply): z.output<S> {
  const result = z.safeParse(schema, value);
  if (!result.success) throw new UnreadableAnswer(reply, result.error);
  return result.data;
}
