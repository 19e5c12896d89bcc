import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

const binary = new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url).pathname;

/** A DynamoDB engine of this test alone, which reports capacity as AWS does. */
export interface Dynoxide {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts Dynoxide in memory with the bank's empty table, and points `shared/data/table.ts` at it by the environment. */
export async function startDynoxide(): Promise<Dynoxide> {
  const port = await freePort();
  const server = spawn(binary, ['serve', '--port', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'cn-north-1',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    BANK_TABLE: 'bank',
    BANK_ENVIRONMENT: 'local',
  });
  await makeTable(server);
  return { endpoint, stop: () => stop(server) };
}

/** The table as the foundation stack makes it: two string keys, a stream, no index. Asked until the engine listens. */
async function makeTable(server: ChildProcess): Promise<void> {
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const table = new CreateTableCommand({
    TableName: 'bank',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  for (let tries = 1; ; tries++) {
    try {
      await client.send(table);
      break;
    } catch (error) {
      // 10 ms a try: 5 s in all, and no longer once the engine has died.
      if (tries > 500 || server.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  client.destroy();
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill();
  await once(server, 'exit');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
