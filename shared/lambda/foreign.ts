import type { Context } from 'aws-lambda';
import type { ForeignContract } from '../contract/contract.ts';
import type { HttpEvent, HttpReply } from './http.ts';
import { knowName, log } from './log.ts';
import { recordCall } from './meter.ts';

/** A request exactly as it came, of bounded size. */
export interface ForeignCall {
  readonly text: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly inPath: Readonly<Record<string, string | undefined>>;
  readonly now: number;
  readonly traceId: string;
}

/** An answer in the other party's form. */
export interface ForeignReply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Why it was refused, for the log: a code. */
  readonly code?: string;
}

/**
 * Turns a function over raw requests into a Lambda handler. It never throws and never logs what came in; a bug or a silent cloud is
 * answered by 500, so that the other party sends again.
 * @example export const handler = foreign(contract, async ({ text }) => ({ status: 200, body: 'ok' }));
 */
export function foreign(contract: ForeignContract, run: (call: ForeignCall) => Promise<ForeignReply>) {
  knowName(contract.name);
  return async (event: HttpEvent, context: Context): Promise<HttpReply> => {
    const begunMs = performance.now();
    const traceId = context.awsRequestId;
    const reply = await answer(contract, run, event, traceId).catch((error: unknown): ForeignReply => {
      log.error('foreign call failed', error, { operation: contract.name, traceId });
      return { status: 500, body: contract.failed };
    });
    const outcome = reply.status >= 500 ? 'failed' : reply.status >= 400 ? 'refused' : 'ok';
    recordCall(contract.name, outcome, Math.round(performance.now() - begunMs), {
      traceId,
      code: reply.code,
    });
    const headers = {
      'content-type': contract.contentType,
      'cache-control': 'no-store',
      'trace-id': traceId,
      ...reply.headers,
    };
    return { statusCode: reply.status, headers, body: reply.body };
  };
}

/** The size is checked before a byte is decoded further, and text that is not UTF-8 is refused: no signature covers what it would become. */
async function answer(
  contract: ForeignContract,
  run: (call: ForeignCall) => Promise<ForeignReply>,
  event: HttpEvent,
  traceId: string,
) {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > contract.bytesMax) return { status: 413, body: contract.failed, code: 'BODY_TOO_LARGE' };
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) return { status: 400, body: contract.failed, code: 'NOT_UTF8' };
  return run({ text, headers: event.headers, inPath: event.pathParameters ?? {}, now: Date.now(), traceId });
}
