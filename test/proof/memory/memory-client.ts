import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { numbers } from '../../../shared/data/table.ts';
import type { MemoryTable } from './memory-table.ts';

const decoder = new TextDecoder();

/** A client of the real SDK whose every layer but the socket is real; `table` answers whatever table is current. */
export function memoryClient(table: () => MemoryTable, maxAttempts = 3): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    region: 'cn-north-1',
    endpoint: 'http://memory.invalid',
    credentials: { accessKeyId: 'memory', secretAccessKey: 'memory' },
    maxAttempts,
  });
  // Nobody checks the signature, and it costs more than the rest of the client.
  client.middlewareStack.remove('httpSigningMiddleware');
  client.middlewareStack.addRelativeTo(
    () => async (args: { request?: unknown }) => {
      const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array };
      const operation = headers['x-amz-target']!.split('.')[1]!;
      const output = await table().handle(operation, JSON.parse(decoder.decode(body)) as Record<string, unknown>);
      return { response: {}, output: { ...output, $metadata: { httpStatusCode: 200 } } as never };
    },
    // In the place of the SDK's deserializer: inside its retries and inside the document client.
    { name: 'memory-table', relation: 'after', toMiddleware: 'DocumentUnmarshall' },
  );
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
    unmarshallOptions: { ...numbers },
  });
}
