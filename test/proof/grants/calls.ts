import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { runningNow } from '../../../bench/cloud/meter.ts';

/** A call of a function to the cloud. */
export interface Call {
  readonly by: string;
  /** As IAM knows it. */
  readonly action: string;
  /** What the call names: a table, a key, the URL of a queue, an ARN. */
  readonly names: string;
}

type Input = Readonly<Record<string, unknown>>;
type Client = { readonly prototype: object };

/** From here on, every call that a function makes to the cloud is told, before it is sent. */
export function listenToCalls(tell: (call: Call) => void): void {
  const clients: readonly (readonly [Client, (name: string, input: Input) => readonly Omit<Call, 'by'>[]])[] = [
    [DynamoDBDocumentClient, inDynamoDb],
    [KMSClient, (name, { KeyId }) => [{ action: `kms:${name}`, names: String(KeyId) }]],
    [SQSClient, (name, { QueueUrl }) => [{ action: `sqs:${name}`, names: String(QueueUrl) }]],
    [SFNClient, (name, { stateMachineArn }) => [{ action: `states:${name}`, names: String(stateMachineArn) }]],
  ];
  for (const [{ prototype }, callsOf] of clients) {
    const { send } = prototype as { send: (this: unknown, command: { input: Input }, ...rest: unknown[]) => unknown };
    const heard = function (this: unknown, command: { input: Input }, ...rest: unknown[]): unknown {
      const by = runningNow();
      if (by !== undefined)
        for (const call of callsOf(command.constructor.name.replace('Command', ''), command.input))
          tell({ by, ...call });
      return send.call(this, command, ...rest);
    };
    Object.assign(prototype, { send: heard });
  }
}

/** Transactions need the action of each of their parts, and nothing of their own. */
function inDynamoDb(name: string, input: Input): Omit<Call, 'by'>[] {
  const parts = input['TransactItems'] as readonly Readonly<Record<string, { TableName: string }>>[] | undefined;
  if (parts)
    return parts.flatMap((part) =>
      Object.entries(part).map(([verb, { TableName }]) => ({ action: `dynamodb:${verb}Item`, names: TableName })),
    );
  const tables = name === 'BatchGet' ? Object.keys(input['RequestItems'] as object) : [String(input['TableName'])];
  const action = `dynamodb:${name === 'Query' ? name : `${name}Item`}`;
  return tables.map((names) => ({ action, names }));
}
