import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
  Context,
} from 'aws-lambda';
import type { Caller } from '../contract/caller.ts';
import type { AuthorizerContract } from '../contract/contract.ts';
import { OutcomeUnknown, TryAgain } from '../domain/outcome.ts';
import { DomainError } from '../domain/errors.ts';
import { Refused } from '../domain/identity/refusal.ts';
import { fromCloud } from './failure.ts';
import type { Asserted } from './http.ts';
import { knowName, log } from './log.ts';
import { recordCall } from './meter.ts';

/** What of a request says who sends it. */
export interface Presented {
  readonly method: string;
  /** The public address as the client called it, without a query: what a proof names. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly proof: string | undefined;
  readonly sourceIp: string;
  readonly requestId: string;
  /** Milliseconds since 1970, read once. */
  readonly now: number;
}

type Answer = APIGatewaySimpleAuthorizerWithContextResult<Asserted>;

/** The part of every path that BANK_BASE_URL ends with. */
const prefix = '/v1';

/**
 * Makes a Lambda authorizer (payload 2.0, simple response). It lets every request through with either who is asking or why that
 * is not believed, since only `serve` can answer in the caller's language and as problem+json; `serve` refuses everything else.
 * A bug throws: the gateway then answers 500 and the operation is not called. What was said is told by the line of the operation; the
 * authorizer's own, for a sample of calls, tells how long it took.
 */
export function authorize(contract: AuthorizerContract, whoIs: (presented: Presented) => Promise<Caller>) {
  knowName(contract.name);
  return async (event: APIGatewayRequestAuthorizerEventV2, context: Context): Promise<Answer> => {
    const begunMs = performance.now();
    const traceId = context.awsRequestId;
    const say = (said: Asserted): Answer => {
      recordCall(contract.name, 'ok', Math.round(performance.now() - begunMs), { traceId });
      return { isAuthorized: true, context: said };
    };
    try {
      const caller = await whoIs(presentedIn(event));
      return say({ caller: JSON.stringify(caller) });
    } catch (error) {
      const refused = codeOf(error);
      if (refused === undefined) {
        log.error('the authorizer failed', error, { operation: contract.name, traceId });
        throw error;
      }
      // Who is refused by right is so in the line of the operation; why nobody could say is known only here.
      if (!(error instanceof Refused))
        log.warn('could not say who asks', { operation: contract.name, traceId, code: refused });
      return say({ refused });
    }
  };
}

/** A table or key service that does not answer is "try again", never "you are not signed in". */
function codeOf(error: unknown): string | undefined {
  if (error instanceof Refused) return error.code;
  const busy = error instanceof DomainError && (error.spec === TryAgain || error.spec === OutcomeUnknown);
  return busy || fromCloud(error) ? TryAgain.code : undefined;
}

function presentedIn({ headers, rawPath, requestContext }: APIGatewayRequestAuthorizerEventV2): Presented {
  const base = process.env['BANK_BASE_URL'];
  if (!base?.endsWith(prefix)) throw new Error(`BANK_BASE_URL must end with ${prefix}`);
  const { http, requestId } = requestContext;
  return {
    method: http.method,
    url: base.slice(0, -prefix.length) + rawPath,
    authorization: headers?.['authorization'],
    proof: headers?.['dpop'],
    sourceIp: http.sourceIp,
    requestId,
    now: Date.now(),
  };
}
