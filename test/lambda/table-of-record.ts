import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import { useDocuments } from '../../shared/data/table.ts';

/** Stands in for DynamoDB on the wire: keeps what was sent, and answers with this status. */
export function recordTable(status: 200 | 400): { readonly target: string; readonly body: Record<string, unknown> }[] {
  vi.stubEnv('BANK_TABLE', 'bank');
  const sent: { target: string; body: Record<string, unknown> }[] = [];
  const requestHandler = {
    handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
      sent.push({ target: headers['x-amz-target']!.split('.')[1]!, body: JSON.parse(new TextDecoder().decode(body)) });
      const answer = status === 200 ? '{}' : '{"__type":"com.amazon.coral.validate#ValidationException"}';
      return {
        response: {
          statusCode: status,
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: Buffer.from(answer),
        },
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  useDocuments(
    DynamoDBDocumentClient.from(
      new DynamoDBClient({ region: 'cn-north-1', credentials, requestHandler: requestHandler as never }),
    ),
  );
  return sent;
}
