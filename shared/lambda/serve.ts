import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Call, Replayed } from '../contract/caller.ts';
import type { Business, Contract, Input, Output } from '../contract/contract.ts';
import { languageOf } from '../contract/problem.ts';
import { BusinessClosed, Internal } from '../contract/protocol-errors.ts';
import { isBusinessOpen } from '../data/parameters.store.ts';
import { DomainError } from '../domain/errors.ts';
import { failureOf, noAnswer } from './failure.ts';
import { type HttpEvent, type HttpReply, headerOf } from './http.ts';
import { idempotencyKeyOf, idempotencyOf } from './idempotency.ts';
import { knowName, log } from './log.ts';
import { type Outcome, recordCall } from './meter.ts';
import { type Addressee, replyTo, replyWith } from './reply.ts';
import { readInput } from './request.ts';
import { callerOf } from './who.ts';

/** What an operation does once its request is known to be good. */
export type Run<C extends Contract> = (input: Input<C>, call: Call<C>) => Promise<Output<C> | Replayed<Output<C>>>;

/** Where a call comes from (渠道), told from who calls and so not claimable. */
export type Channel = 'mobile' | 'administration';

/** Whether a line of business is open on a channel now. */
export type IsOpen = (business: Business, channel: Channel, now: number) => Promise<boolean>;

/** The switches that operators set (业务开关); what administers the bank is never closed. */
const bySwitch: IsOpen = async (business, channel, now) =>
  channel === 'administration' || isBusinessOpen(business, now);

/** Milliseconds kept for an honest answer before the cloud would kill the call. */
const farewellMs = 300;

/** What one call carries from its first step to its last. */
type Internal = { begunMs?: number; to?: Addressee };

/**
 * Turns a contract and a plain function into a Lambda handler behind API Gateway's HTTP API. It never throws.
 * @example export const handler = serve(contract, async ({ accountId }, { caller }) => readAccount(caller.customerId, accountId));
 */
export function serve<C extends Contract>(contract: C, run: NoInfer<Run<C>>, isOpen: IsOpen = bySwitch) {
  knowName(contract.name);
  const timeoutEarlyResponse = () => {
    throw noAnswer(contract);
  };
  return middy<HttpEvent, HttpReply, Error, Context, Internal>({
    timeoutEarlyInMillis: farewellMs,
    timeoutEarlyResponse,
  })
    .use({
      before: ({ event, context, internal }) => {
        internal.begunMs = performance.now();
        internal.to = addressee(event, context);
      },
      after: ({ response, internal, context }) => record(contract, response, internal, context.awsRequestId),
      onError: (request) => {
        const to = request.internal.to ?? { language: 'zh-CN', traceId: request.context.awsRequestId };
        request.response = safely(() => replyTo(failureOf(request.error, contract, to.traceId), to), to);
        record(contract, request.response, request.internal, to.traceId);
      },
    })
    .handler((event, context) => answer(contract, run, event, addressee(event, context), isOpen));
}

/** The order matters: who, whether the business is open, which press of the button, what; only then the work. */
async function answer<C extends Contract>(contract: C, run: Run<C>, event: HttpEvent, to: Addressee, isOpen: IsOpen) {
  const now = Date.now();
  const caller = callerOf(contract.auth, event);
  const channel = caller.kind === 'operator' ? 'administration' : 'mobile';
  if (!(await isOpen(contract.business, channel, now))) throw new DomainError(BusinessClosed);
  const key = contract.idempotent ? idempotencyKeyOf(event) : undefined;
  const input = readInput(contract, event, to.language);
  const idempotency = key === undefined ? undefined : idempotencyOf(key, contract.name, input);
  const result = await run(input, { caller, now, traceId: to.traceId, idempotency } as Call<C>);
  return replyWith(contract, result, to);
}

const addressee = (event: HttpEvent, context: Context): Addressee => ({
  language: languageOf(headerOf(event, 'accept-language')),
  traceId: context.awsRequestId,
});

/** Even a failure that cannot be written is answered: as INTERNAL, which has no details to go wrong. */
function safely(write: () => HttpReply, to: Addressee): HttpReply {
  try {
    return write();
  } catch (error) {
    log.error('a failure could not be written', error, { traceId: to.traceId });
    return replyTo(new DomainError(Internal), to);
  }
}

function record(contract: Contract, reply: HttpReply, { begunMs }: Internal, traceId: string): void {
  const latencyMs = Math.round(performance.now() - (begunMs ?? performance.now()));
  const code = reply.statusCode < 400 ? undefined : (JSON.parse(reply.body) as { code: string }).code;
  recordCall(contract.name, outcomeOf(reply), latencyMs, { traceId, code });
}

function outcomeOf({ statusCode, headers }: HttpReply): Outcome {
  if (statusCode >= 500) return 'failed';
  if (statusCode >= 400) return 'refused';
  return headers['idempotent-replayed'] ? 'replayed' : 'ok';
}
