import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { region } from '../../local/settings.ts';
import { numbers, useDocuments } from '../../shared/data/table.ts';

/** The emulator gives its administrator to any credentials that are no role's. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** How a client reaches the cloud in which the bank under test runs, as its administrator. */
const cloud = () => ({ endpoint: inject('cloud'), region, credentials });

export const workflows = (): SFNClient => new SFNClient(cloud());
export const queues = (): SQSClient => new SQSClient(cloud());

/** Points the stores of this test at the table of the bank under test: to look into it, and to let time pass in it. */
export async function useBankTable(): Promise<void> {
  const client = new DynamoDBClient(cloud());
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  process.env['BANK_TABLE'] = TableNames[0];
  const marshallOptions = { removeUndefinedValues: true };
  useDocuments(DynamoDBDocumentClient.from(client, { marshallOptions, unmarshallOptions: { ...numbers } }));
}

/** Calls an AWS API of the JSON protocol for which the project carries no client. The emulator asks who signs, not how. */
export async function askCloud<T>(service: string, target: string, input: object, version = '1.1'): Promise<T> {
  const scope = `test/20260101/${region}/${service}/aws4_request`;
  const reply = await fetch(inject('cloud'), {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': target,
    },
    body: JSON.stringify(input),
  });
  if (!reply.ok) throw new Error(`${target} answered ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as T;
}

/** Runs a function of the bank as the cloud would, and reads what it returns. */
export async function runFunction<T>(name: string, event: unknown): Promise<T> {
  const scope = `test/20260101/${region}/lambda/aws4_request`;
  const reply = await fetch(`${inject('cloud')}/2015-03-31/functions/songhua-${name}/invocations`, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    body: JSON.stringify(event),
  });
  const failed = reply.headers.get('x-amz-function-error');
  const text = await reply.text();
  if (!reply.ok || failed) throw new Error(`${name} failed: ${failed ?? reply.status} ${text}`);
  return JSON.parse(text) as T;
}

/** The one execution of a transfer, named by it. The emulator's ARNs are of another partition than the bank's, so it is asked. */
export async function executionOf(transferId: string): Promise<string> {
  const { stateMachines = [] } = await workflows().send(new ListStateMachinesCommand({}));
  const [machine] = stateMachines;
  return `${machine!.stateMachineArn!.replace(':stateMachine:', ':execution:')}:${transferId}`;
}
