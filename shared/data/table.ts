import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Where an item lives in the single table. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Numbers are read as bigint: fen never pass through a float. */
export const numbers = { wrapNumbers: (digits: string) => BigInt(digits) };

let client: DynamoDBDocumentClient | undefined;

/** The one DynamoDB client of a function, made on first use. */
export function documents(): DynamoDBDocumentClient {
  client ??= DynamoDBDocumentClient.from(
    // A stalled socket must not eat the function's whole deadline: 3 attempts of at most 2.5 s fit in 10 s.
    new DynamoDBClient({
      maxAttempts: 3,
      requestHandler: { requestTimeout: 2500, throwOnRequestTimeout: true, connectionTimeout: 1000 },
    }),
    // A copy, since the library writes into the options that it is given.
    { marshallOptions: { removeUndefinedValues: true }, unmarshallOptions: { ...numbers } },
  );
  return client;
}

/** Replaces the client: the proof harness hands in one with faults or a meter in its middleware stack. */
export function useDocuments(replacement: DynamoDBDocumentClient): void {
  client = replacement;
}

export function tableName(): string {
  const name = process.env['BANK_TABLE'];
  if (!name) throw new Error('BANK_TABLE is not set');
  return name;
}
