import type { Resource } from '../../../bench/cloud/resources.ts';
import { type Asked, type Deployed, idIn, writing } from './policies.ts';

/** The table's key, used by DynamoDB in the name of whoever asks it: AWS's guide to customer managed keys of a table. */
const keyOfTable = {
  read: ['kms:Decrypt', 'kms:DescribeKey'],
  write: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
} as const;

/** What Lambda does for every function that is called, AWS's page on its log group. None is traced: docs/decisions/061. */
const logged = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** What Lambda polls with: AWS's pages on event sources. */
const polls = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
};

/** What a call of the function to the table asks of the table's key. */
export function impliedBy({ action, on }: Asked, resources: readonly Resource[]): Asked[] {
  const table = resources.find(({ id, Type }) => id === on && Type === 'AWS::DynamoDB::Table');
  if (!table) return [];
  const key = (table.Properties['SSESpecification'] as { KMSMasterKeyId: unknown }).KMSMasterKeyId;
  const actions = keyOfTable[writing.test(action) ? 'write' : 'read'];
  return actions.map((one) => ({ action: one, on: idIn(key)!, via: 'dynamodb' }));
}

/** What Lambda asks in the name of a function because of how the template wires it. */
export function wiredTo({ id }: Deployed, resources: readonly Resource[]): Asked[] {
  const own = resources.find((one) => one.id === id)!;
  const logs = idIn((own.Properties['LoggingConfig'] as { LogGroup: unknown }).LogGroup)!;
  const ofType = (type: string) =>
    resources.filter(({ Type, Properties }) => Type === type && idIn(Properties['FunctionName']) === id);
  return [
    ...logged.map((action) => ({ action, on: logs })),
    ...ofType('AWS::Lambda::EventSourceMapping').flatMap(({ Properties }) => polledBy(Properties, resources)),
    ...ofType('AWS::Lambda::EventInvokeConfig').flatMap(({ Properties }) => failuresOf(Properties)),
  ];
}

function polledBy(mapping: Resource['Properties'], resources: readonly Resource[]): Asked[] {
  const source = idIn(mapping['EventSourceArn'])!;
  const { Type } = resources.find(({ id }) => id === source)!;
  if (Type === 'AWS::SQS::Queue') return polls.sqs.map((action) => ({ action, on: source }));
  const records = polls.dynamodb.map((action) => ({ action, on: source }));
  return [
    ...records,
    ...impliedBy({ action: 'dynamodb:GetRecords', on: source }, resources).slice(0, 1),
    ...failuresOf(mapping),
  ];
}

/** Where Lambda puts what failed. */
function failuresOf({ DestinationConfig }: Resource['Properties']): Asked[] {
  const { OnFailure } = (DestinationConfig ?? {}) as { OnFailure?: { Destination: unknown } };
  return OnFailure ? [{ action: 'sqs:SendMessage', on: idIn(OnFailure.Destination)! }] : [];
}
