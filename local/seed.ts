import { DynamoDBClient, ListTablesCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newId } from '../shared/data/new-id.ts';
import { saveOperator } from '../shared/data/operator.store.ts';
import { useDocuments } from '../shared/data/table.ts';
import { roles } from '../shared/domain/identity/role.ts';
import { hashPassword } from '../shared/gateway/password.ts';
import type { Emulator } from './emulator.ts';
import { region } from './settings.ts';

/** The password of a seeded operator: of the local bank only, so it is no secret. */
export const operatorPasswordOf = (username: string): string => `songhua-local-${username}`;

const clientOf = ({ url }: Emulator): DynamoDBClient =>
  new DynamoDBClient({ endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

/** The deployed table's name; a local bank has exactly one. */
async function tableOf(client: DynamoDBClient): Promise<string> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const [name, ...others] = TableNames;
  if (!name || others.length > 0) throw new Error(`expected one table, found ${TableNames.length}`);
  return name;
}

/** Finishes a deployed local bank: an operator for each role, and what the emulator's CloudFormation leaves out. */
export async function seed(emulator: Emulator): Promise<void> {
  const client = clientOf(emulator);
  const table = await tableOf(client);
  // The emulator's CloudFormation drops the table's time to live.
  const TimeToLiveSpecification = { AttributeName: 'expiresAt', Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification }));

  process.env.BANK_TABLE = table;
  useDocuments(DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }));
  await seedOperators();
  client.destroy();
}

/** An operator for each role, named by it. */
export async function seedOperators(): Promise<void> {
  for (const role of roles) {
    const passwordHash = await hashPassword(operatorPasswordOf(role));
    await saveOperator({ username: role, operatorId: newId('opr'), role, passwordHash });
  }
}
