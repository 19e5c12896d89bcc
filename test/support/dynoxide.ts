import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll } from 'vitest';
import { attachMeter } from '../../bench/cloud/meter.ts';
import { type Dynoxide, startDynoxide } from '../../local/dynoxide.ts';
import { documents } from '../../shared/data/table.ts';

/** The bank's empty table for all tests of this file. */
export function useTable(): void {
  beforeAll(async () => {
    const engine = await startTable();
    return () => engine.stop();
  });
}

/** Starts an engine of this test alone with the bank's empty table, and points `shared/data/table.ts` at it, metered. */
export async function startTable(): Promise<Dynoxide> {
  const engine = await startDynoxide();
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'cn-north-1',
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    BANK_TABLE: 'bank',
    BANK_ENVIRONMENT: 'local',
  });
  const client = new DynamoDBClient({});
  await client.send(new CreateTableCommand(bankTable));
  client.destroy();
  attachMeter(documents());
  return engine;
}

/** The table as lib/constructs/bank-table.ts makes it: two string keys, a stream, no index. */
const bankTable = {
  TableName: 'bank',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: 'S' as const },
  ],
  BillingMode: 'PAY_PER_REQUEST' as const,
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
};
