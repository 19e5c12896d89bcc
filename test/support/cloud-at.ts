import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { region } from '../../local/settings.ts';
import { numbers, useDocuments } from '../../shared/data/table.ts';

/** The emulator gives its administrator to any credentials that are no role's. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The cloud in which a bank runs, seen by its administrator. */
export class Cloud {
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  get workflows(): SFNClient {
    return new SFNClient(this.reach);
  }
  get queues(): SQSClient {
    return new SQSClient(this.reach);
  }

  /** Points the stores of this process at the bank's table: to look into it, and to let time pass in it. */
  async useTable(): Promise<void> {
    const client = new DynamoDBClient(this.reach);
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    process.env['BANK_TABLE'] = TableNames[0];
    const marshallOptions = { removeUndefinedValues: true };
    useDocuments(DynamoDBDocumentClient.from(client, { marshallOptions, unmarshallOptions: { ...numbers } }));
  }

  /** Calls an AWS API of the JSON protocol for which the project carries no client. */
  async ask<T>(service: string, target: string, input: object, version = '1.1'): Promise<T> {
    const reply = await fetch(this.url, {
      method: 'POST',
      headers: {
        authorization: signedFor(service),
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': target,
      },
      body: JSON.stringify(input),
    });
    if (!reply.ok) throw new Error(`${target} answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as T;
  }

  /** Runs a function of the bank as the cloud would, and reads what it returns. */
  async runFunction<T>(name: string, event: unknown): Promise<T> {
    const reply = await fetch(`${this.url}/2015-03-31/functions/songhua-${name}/invocations`, {
      method: 'POST',
      headers: { authorization: signedFor('lambda') },
      body: JSON.stringify(event),
    });
    const failed = reply.headers.get('x-amz-function-error');
    const text = await reply.text();
    if (!reply.ok || failed) throw new Error(`${name} failed: ${failed ?? reply.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** The one execution of a transfer, named by it. The emulator's ARNs are of another partition than the bank's, so it is asked. */
  async executionOf(transferId: string): Promise<string> {
    const { stateMachines = [] } = await this.workflows.send(new ListStateMachinesCommand({}));
    const [machine] = stateMachines;
    return `${machine!.stateMachineArn!.replace(':stateMachine:', ':execution:')}:${transferId}`;
  }

  private get reach() {
    return { endpoint: this.url, region, credentials };
  }
}

/** The emulator asks who signs, not how. */
const signedFor = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
