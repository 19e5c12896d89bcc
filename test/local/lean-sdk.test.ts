import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Sdk from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forLambda } from '../../build/bundle.ts';
import { leanSdk } from '../../build/lean-sdk.ts';
import { type Dynoxide, startDynoxide } from '../../local/dynoxide.ts';
import { root } from '../../local/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'lean-sdk-'));
const TableName = 'proof';
const row = { pk: { S: 'ACC#1' }, balance: { N: '5' } };
const attribute_not_exists = { ConditionExpression: 'attribute_not_exists(pk)' };

let dynoxide: Dynoxide;
let sdk: typeof Sdk;
let client: Sdk.DynamoDBClient;

beforeAll(async () => {
  dynoxide = await startDynoxide();
  const contents = `export * from '@aws-sdk/client-dynamodb';`;
  const outfile = join(folder, 'sdk.mjs');
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    ...forLambda,
    plugins: [leanSdk],
  });
  sdk = (await import(pathToFileURL(outfile).href)) as typeof Sdk;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new sdk.DynamoDBClient({ endpoint: dynoxide.endpoint, region: 'cn-north-1', credentials });
  await client.send(
    new sdk.CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  await client.send(new sdk.PutItemCommand({ TableName, Item: row }));
});

afterAll(() => {
  client.destroy();
  dynoxide.stop();
  rmSync(folder, { recursive: true });
});

describe('the SDK without what no function reaches', () => {
  it('reads what it wrote', async () => {
    const { Item } = await client.send(new sdk.GetItemCommand({ TableName, Key: { pk: row.pk } }));
    expect(Item).toEqual(row);
  });

  it('tells which condition failed, and the item that it met', async () => {
    const put = new sdk.PutItemCommand({
      TableName,
      Item: row,
      ...attribute_not_exists,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(client.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: row });
  });

  it('tells the reasons of a cancelled transaction, item by item', async () => {
    const Put = {
      TableName,
      Item: row,
      ...attribute_not_exists,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const other = { TableName, Item: { pk: { S: 'ACC#2' } } };
    const write = new sdk.TransactWriteItemsCommand({ TransactItems: [{ Put: other }, { Put }] });
    await expect(client.send(write)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: row }],
    });
  });

  it('keeps name and status of a failure without a class', async () => {
    const get = new sdk.GetItemCommand({ TableName: 'nothing', Key: { pk: row.pk } });
    const $metadata = expect.objectContaining({ httpStatusCode: 400 });
    await expect(client.send(get)).rejects.toMatchObject({ name: 'ResourceNotFoundException', $metadata });
  });
});
