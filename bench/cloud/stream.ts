import type { DynamoDBRecord } from 'aws-lambda';
import { ofKind } from '../../lib/operations.ts';
import { isAskedFor } from '../../shared/contract/stream-filter.ts';
import type { Functions } from './invoke.ts';

/** Feeds the table's stream to the consumers that ask for it, as Lambda's event source mapping does. */
export class Stream {
  private iterator: string | undefined;
  private batches = 0;
  private readonly endpoint: string;
  private readonly table: string;
  private readonly functions: Functions;

  constructor(endpoint: string, table: string, functions: Functions) {
    this.endpoint = endpoint;
    this.table = table;
    this.functions = functions;
  }

  /** Hands on what was written since the last time; says how many records there were. */
  async pump(): Promise<number> {
    this.iterator ??= await this.firstIterator();
    const records: DynamoDBRecord[] = [];
    for (let page = await this.nextPage(); page.length > 0; page = await this.nextPage()) records.push(...page);
    // What was written since the last time is one batch of the shared reader: it came of one transaction.
    this.batches += 1;
    for (const { contract } of ofKind(this.functions.all, 'consumer')) {
      const { source } = contract;
      if (!('stream' in source)) continue;
      const wanted = records.filter((record) => isAskedFor(source.stream, record));
      const batch = source.reader === 'own' ? undefined : this.batches;
      if (wanted.length > 0) await this.functions.invoke(contract.name, { Records: wanted }, batch);
    }
    return records.length;
  }

  private async firstIterator(): Promise<string> {
    const { Table } = await this.ask('DynamoDB_20120810.DescribeTable', { TableName: this.table });
    const { StreamDescription } = await this.ask(`${streams}.DescribeStream`, { StreamArn: Table.LatestStreamArn });
    const { ShardId } = StreamDescription.Shards[0];
    const where = { StreamArn: Table.LatestStreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    return (await this.ask(`${streams}.GetShardIterator`, where)).ShardIterator;
  }

  private async nextPage(): Promise<DynamoDBRecord[]> {
    const { Records, NextShardIterator } = await this.ask(`${streams}.GetRecords`, { ShardIterator: this.iterator });
    this.iterator = NextShardIterator;
    return Records;
  }

  // eslint-disable-next-line typescript/no-explicit-any -- the stream's protocol, spoken without an SDK of its own
  private async ask(target: string, body: object): Promise<any> {
    const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0', ...unsigned };
    const reply = await fetch(this.endpoint, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${target}: ${await reply.text()}`);
    return reply.json();
  }
}

const streams = 'DynamoDBStreams_20120810';
/** The engine wants to see a signature and does not check it. */
const unsigned = {
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
};
