import type { HttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Environment } from './environments.ts';
import type { Deployable } from './operations.ts';

/** What stands before any function does: the named things that a grant may speak of. */
export interface Ground {
  readonly environment: Environment;
  readonly table: Table;
  /** Encrypts the table at rest. */
  readonly dataKey: Key;
  /** Wraps the data keys of individual C2 fields. */
  readonly keyring: Key;
  /** Signs access tokens (ES256). */
  readonly tokenKey: Key;
  /** Where alarms reach the people on duty. */
  readonly operators: ITopic;
  readonly queues: ReadonlyMap<string, QueuePair>;
  /** By name, not by reference: the tasks that it calls answer it, and neither can be made before the other. */
  readonly transferWorkflowArn: string;
  /** The folder that holds a function's bundle, with index.mjs in it. */
  readonly bundleOf: BundleOf;
}

/** A queue and where its messages go after too many failures. */
export interface QueuePair {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

/** The gateway's side: where a route is hung up and who guards it. */
export interface FrontDoor {
  readonly api: HttpApi;
  readonly authorizer: IHttpRouteAuthorizer;
}

export type BundleOf = (one: Pick<Deployable, 'domain' | 'file'>) => string;
