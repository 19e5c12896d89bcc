import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { broken, cancelled, conflict, conflictReason, inProgress, lost, throttled } from './memory/engine-errors.ts';
import { inRun } from './run-context.ts';

/**
 * What can go wrong with one call of the SDK. `crash` kills the whole invocation before or after the call took effect; `lost` and
 * `broken-after` hide that it took effect; `late` lets it take effect after the caller gave up on it.
 */
export const faultKinds = [
  'crash-before',
  'crash-after',
  'lost',
  'late',
  'throttled',
  'broken-before',
  'broken-after',
  'conflict',
  'in-progress',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** DynamoDB says "conflict" of a write or a transaction only, and "in progress" of a transaction that writes: any other call cannot meet it. */
export const canMeet = (kind: FaultKind, operation: string): boolean =>
  kind === 'conflict'
    ? /^(?:(?:Put|Update|Delete)Item|Transact(?:Get|Write)Items)$/.test(operation)
    : kind !== 'in-progress' || operation === 'TransactWriteItems';

/** One fault of one invocation: at its call number `at` (from 0), in the first attempt or, as if the SDK did not retry, in every one. */
export interface Fault {
  readonly at: number;
  readonly kind: FaultKind;
  readonly attempts: 'first' | 'every';
}

/** A dead process hears nothing any more. */
const silence = new Promise<never>(() => undefined);

/** One run of a function: counts its calls to the cloud and meets its fault. */
export class Invocation {
  readonly calls: string[] = [];
  /** Whether the fault was met: a plan beyond the last call never is. */
  reached = false;
  /** How far this machine's clock is from the true time, in ms. */
  skewMs = 0;
  readonly died: Promise<'died'>;
  private readonly attempts = new Map<string, { index: number; attempt: number }>();
  private readonly fault: Fault | undefined;
  private dead = false;
  private die!: () => void;

  constructor(fault?: Fault) {
    this.fault = fault;
    this.died = new Promise((resolve) => {
      this.die = () => {
        this.dead = true;
        resolve('died');
      };
    });
  }

  /** One attempt of one call; `callId` is the same for its retries. */
  async attempt<T>(callId: string, operation: string, send: () => Promise<T>): Promise<T> {
    if (this.dead) return silence;
    const call = this.attempts.get(callId) ?? { index: this.calls.push(operation) - 1, attempt: 0 };
    call.attempt++;
    this.attempts.set(callId, call);
    const { fault } = this;
    const struck = fault?.at === call.index && (fault.attempts === 'every' || call.attempt === 1);
    try {
      if (!struck || !canMeet(fault.kind, operation)) return await send();
      this.reached = true;
      return await this.suffer(fault.kind, operation, send);
    } finally {
      if (this.dead) await silence;
    }
  }

  private async suffer<T>(kind: FaultKind, operation: string, send: () => Promise<T>): Promise<T> {
    const quietly = () => send().then(nothing, nothing);
    switch (kind) {
      case 'crash-before':
        this.die();
        return silence;
      case 'crash-after':
        await quietly();
        this.die();
        return silence;
      case 'lost':
        await quietly();
        throw lost();
      case 'late':
        void quietly();
        throw lost();
      case 'throttled':
        throw throttled();
      case 'broken-before':
        throw broken();
      case 'broken-after':
        await quietly();
        throw broken();
      case 'conflict':
        throw operation.startsWith('Transact') ? cancelled([conflictReason()]) : conflict();
      case 'in-progress':
        throw inProgress();
    }
  }
}

const nothing = () => undefined;

interface Sent {
  readonly headers: Record<string, string>;
}

/** The plugin: puts the faults of the current invocation between the SDK's retries and the cloud. */
export function withFaults<C extends DynamoDBDocumentClient | KMSClient | SFNClient | SQSClient>(client: C): C {
  (client as DynamoDBDocumentClient).middlewareStack.add(
    (next) => (args) => {
      const invocation = inRun()?.invocation;
      if (!invocation) return next(args);
      const { headers } = args.request as Sent;
      const operation = headers['x-amz-target']!.split('.')[1]!;
      return invocation.attempt(headers['amz-sdk-invocation-id']!, operation, () => next(args));
    },
    { step: 'deserialize', priority: 'high', name: 'faults' },
  );
  return client;
}
