import { BatchWriteItemCommand, CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { region } from '../../local/settings.ts';
import type { Item } from '../grown.ts';
import type { Command } from './meter.ts';
import type { TableShape } from './resources.ts';

/** The table of another engine, spoken to by the SDK and nothing of ours. */
export class RawTable {
  private readonly client: DynamoDBClient;
  private readonly documents: DynamoDBDocumentClient;

  constructor(endpoint: string) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    this.client = new DynamoDBClient({ endpoint, region, credentials });
    this.documents = DynamoDBDocumentClient.from(this.client, {
      marshallOptions: { removeUndefinedValues: true },
      unmarshallOptions: { wrapNumbers: (digits) => BigInt(digits) },
    });
  }

  create(name: string, shape: TableShape): Promise<unknown> {
    return this.client.send(new CreateTableCommand({ TableName: name, ...shape }));
  }

  /** Every item, as the wire has them. */
  async items(name: string): Promise<Item[]> {
    const items: Item[] = [];
    let start: Record<string, never> | undefined;
    do {
      const reply = await this.client.send(new ScanCommand({ TableName: name, ExclusiveStartKey: start }));
      items.push(...((reply.Items ?? []) as unknown as Item[]));
      start = reply.LastEvaluatedKey as typeof start;
    } while (start);
    return items;
  }

  async put(name: string, items: readonly Item[]): Promise<void> {
    for (let at = 0; at < items.length; at += 25) {
      const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item: Item as never } }));
      await this.client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
    }
  }

  /** Sends what a call sent, each command as soon as those are answered that the call had heard of; says how long it took in ms. */
  async replay(commands: readonly Command[]): Promise<number> {
    const begun = performance.now();
    const answers: Promise<unknown>[] = [];
    for (const { name, input, after } of commands) {
      answers.push(Promise.all(after.map((index) => answers[index]!)).then(() => this.send(name, input)));
    }
    await Promise.all(answers);
    return performance.now() - begun;
  }

  close(): void {
    this.client.destroy();
  }

  private send(name: string, input: Record<string, unknown>): Promise<unknown> {
    const make = commands[name];
    if (!make) throw new Error(`the replay does not know the command ${name}`);
    return this.documents.send(make(input as never));
  }
}

const commands: Readonly<Record<string, (input: never) => GetCommand>> = {
  Get: (input) => new GetCommand(input),
  BatchGet: (input) => new BatchGetCommand(input) as never,
  BatchWrite: (input) => new BatchWriteCommand(input) as never,
  Query: (input) => new QueryCommand(input) as never,
  Put: (input) => new PutCommand(input) as never,
  Update: (input) => new UpdateCommand(input) as never,
  Delete: (input) => new DeleteCommand(input) as never,
  TransactWrite: (input) => new TransactWriteCommand(input) as never,
};
