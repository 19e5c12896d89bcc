import type * as z from 'zod/mini';
import type { ErrorSpec } from '../domain/errors.ts';
import type { Switchable } from '../domain/parameters/switchable.ts';
import type { Partner } from '../domain/partners/partner.ts';
import type { Role } from '../domain/identity/role.ts';
import type { Grant } from './grants.ts';
import type { StreamFilter } from './stream-filter.ts';

/**
 * Who may call: anyone; whoever proves a key of their own (registration, sign-in, refresh); a signed-in customer; or an operator
 * with one of these roles.
 */
export type Auth = 'public' | 'key' | 'customer' | readonly [Role, ...Role[]];

/** A line of business (业务) that can be switched off alone, per channel. */
export type Business = 'identity' | 'ledger' | 'operation' | 'sandbox' | 'platform' | Switchable;

/** What every deployed function says of itself, whatever calls it. */
export interface FunctionContract {
  /** camelCase of the file's name. */
  readonly name: string;
  /** One English sentence: the function's description in the cloud and in docs/openapi.json. */
  readonly summary: string;
  /** Everything it may touch in the cloud; anything not named is refused by IAM. */
  readonly grants: readonly Grant[];
  /** Seconds before the cloud stops it; 10 unless said. */
  readonly timeoutSeconds?: number;
}

/** Everything the outside world may know about one operation. Plain data: no AWS, no side effects. */
export interface Contract<
  In extends z.ZodMiniType = z.ZodMiniType,
  Out extends z.ZodMiniType = z.ZodMiniType,
  Errors extends readonly ErrorSpec[] = readonly ErrorSpec[],
  A extends Auth = Auth,
  Once extends boolean = boolean,
> extends FunctionContract {
  readonly kind: 'operation';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Without the version prefix: `/transfers/{transferId}`. Fields named in it come from the path. */
  readonly path: `/${string}`;
  readonly auth: A;
  readonly business: Business;
  /** True asks for an `Idempotency-Key` header; every operation that moves money or makes a thing is. */
  readonly idempotent: Once;
  /** Status of success; 200 unless said. */
  readonly status?: 200 | 201 | 202;
  /** Fields of the path, and of the query (GET, DELETE) or the JSON body (others), in one strict object. */
  readonly input: In;
  readonly output: Out;
  readonly errors: Errors;
}

/**
 * Declares an operation; infers every type that serves, calls or documents it.
 * @example export const contract = defineContract({ name: 'readAccount', method: 'GET', path: '/accounts/{accountId}', ... });
 */
export const defineContract = <
  In extends z.ZodMiniType,
  Out extends z.ZodMiniType,
  const Errors extends readonly ErrorSpec[],
  const A extends Auth,
  const Once extends boolean,
>(
  contract: Omit<Contract<In, Out, Errors, A, Once>, 'kind'>,
): Contract<In, Out, Errors, A, Once> => ({ kind: 'operation', ...contract });

/** What the handler receives. */
export type Input<C extends Contract> = z.output<C['input']>;
/** What the handler returns. */
export type Output<C extends Contract> = z.output<C['output']>;

/** A step of the transfer-authorization workflow. */
export interface TaskContract<
  In extends z.ZodMiniType = z.ZodMiniType,
  Out extends z.ZodMiniType = z.ZodMiniType,
> extends FunctionContract {
  readonly kind: 'task';
  readonly input: In;
  readonly output: Out;
}
export const defineTask = <In extends z.ZodMiniType, Out extends z.ZodMiniType>(
  contract: Omit<TaskContract<In, Out>, 'kind'>,
): TaskContract<In, Out> => ({ kind: 'task', ...contract });

/** What a consumer reads: the table's stream, filtered by entity and attribute, or one of the bank's queues. */
export type Source =
  | {
      readonly stream: StreamFilter;
      /**
       * A shard of the stream serves two readers at full speed, so consumers share one. `own` is for what needs big batches of
       * its own; there is room for one such.
       */
      readonly reader?: 'own';
    }
  | { readonly queue: string };

/** A function fed by the table's stream or by a queue. */
export interface ConsumerContract<In extends z.ZodMiniType = z.ZodMiniType> extends FunctionContract {
  readonly kind: 'consumer';
  readonly source: Source;
  /** One record: the queue message's JSON body, or the stream record's new image as the entity kit reads it. */
  readonly input: In;
}
export const defineConsumer = <In extends z.ZodMiniType>(
  contract: Omit<ConsumerContract<In>, 'kind'>,
): ConsumerContract<In> => ({
  kind: 'consumer',
  ...contract,
});

/** A function run by the clock. */
export interface ScheduleContract extends FunctionContract {
  readonly kind: 'schedule';
  /** Minutes between two runs. */
  readonly everyMinutes: number;
}
export const defineSchedule = (contract: Omit<ScheduleContract, 'kind'>): ScheduleContract => ({
  kind: 'schedule',
  ...contract,
});

/** The one function that says who is asking, before any operation runs. */
export interface AuthorizerContract extends FunctionContract {
  readonly kind: 'authorizer';
}
export const defineAuthorizer = (contract: Omit<AuthorizerContract, 'kind'>): AuthorizerContract => ({
  kind: 'authorizer',
  ...contract,
});

/** The one function that answers every path and method that no operation has. */
export interface FallbackContract extends FunctionContract {
  readonly kind: 'fallback';
}
export const defineFallback = (contract: Omit<FallbackContract, 'kind'>): FallbackContract => ({
  kind: 'fallback',
  ...contract,
});

/** A route whose request and answer have another party's form: its signature covers the bytes, so nothing is parsed before it. */
export interface ForeignContract extends FunctionContract {
  readonly kind: 'foreign';
  readonly method: 'POST';
  readonly path: `/${string}`;
  /** Nobody is asked who calls: the body's own signature says it. */
  readonly auth: 'public';
  readonly business: Business;
  /** Bodies above this are refused unread. */
  readonly bytesMax: number;
  readonly contentType: string;
  /** Its text of a call that failed at the bank: the other party is to send it again. */
  readonly failed: string;
  /** The partner that calls; a simulator answers the bank itself and has none. */
  readonly partner?: Partner;
}
export const defineForeign = (contract: Omit<ForeignContract, 'kind' | 'method' | 'auth'>): ForeignContract => ({
  kind: 'foreign',
  method: 'POST',
  auth: 'public',
  ...contract,
});

export type AnyContract =
  | Contract
  | ForeignContract
  | TaskContract
  | ConsumerContract
  | ScheduleContract
  | AuthorizerContract
  | FallbackContract;
