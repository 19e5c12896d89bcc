import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharingConsumers, streamReaderOf } from '../../lib/stream-reader.ts';
import type { AnyContract, FunctionContract } from '../../shared/contract/contract.ts';
import { type Properties, type Resource, bankOf, deployed, listOf } from './synth.ts';

const bank = bankOf('test');
const root = join(import.meta.dirname, '../..');

/** Consumers that share a reader of the stream are one function. */
const sharing = sharingConsumers(deployed);
const reader = {
  ...streamReaderOf(sharing),
  contract: { ...streamReaderOf(sharing).contract, kind: 'reader' as const },
};
const functions = [...deployed.filter(({ contract }) => sharing.every((one) => one.contract !== contract)), reader];
type Deployed = AnyContract | (FunctionContract & { readonly kind: 'reader' });

const tableRead = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'kms:Decrypt', 'kms:DescribeKey'];
const tableChange = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
];

/** What each word of a contract is worth in IAM, written down a second time on purpose. */
const actionsOf: Readonly<Record<string, readonly string[]>> = {
  'table:read': tableRead,
  'table:change': tableChange,
  'table:write': [...tableRead, ...tableChange],
  keyring: ['kms:Decrypt', 'kms:GenerateDataKey'],
  'token:sign': ['kms:Sign'],
  'token:verify': ['kms:GetPublicKey'],
  'workflow:transfer': ['states:StartExecution'],
  'workflow:answer': ['states:SendTaskSuccess'],
  sms: [],
  queue: ['sqs:SendMessage'],
  letters: ['sqs:ReceiveMessage'],
  redrive: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:SendMessage'],
  partner: [],
};
const always = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** What Lambda does with a record or a run that failed too often. */
const givingUp = ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];

/** What Lambda itself needs to feed the function. */
function feedingOf(contract: Deployed): readonly string[] {
  if (contract.kind === 'schedule') return givingUp;
  if (contract.kind !== 'consumer' && contract.kind !== 'reader') return [];
  if (contract.kind === 'consumer' && 'queue' in contract.source)
    return [
      'sqs:ReceiveMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:GetQueueUrl',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
    ];
  const stream = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
    (action) => `dynamodb:${action}`,
  );
  return [...stream, ...givingUp];
}

/** What fails an operation is an answer of 5xx; what fails any other function is an error. */
function isFailureOf(contract: Deployed, lambda: Resource, alarm: Properties): boolean {
  const dimensions = Object.fromEntries(
    (alarm['Dimensions'] ?? []).map(({ Name, Value }: Properties) => [Name, Value]),
  );
  if (contract.kind !== 'operation' && contract.kind !== 'foreign')
    return alarm['MetricName'] === 'Errors' && dimensions['FunctionName']?.Ref === lambda.id;
  const { Method, Resource: path } = dimensions;
  return alarm['MetricName'] === '5xx' && Method === contract.method && path === `/v1${contract.path}`;
}

const grantOf = (grant: string) => actionsOf[grant] ?? actionsOf[grant.split(':')[0]!] ?? [];
const roleOf = (lambda: Resource) => bank.pointedAt(lambda, lambda.properties['Role']);

describe.each(functions.map(({ domain, contract }) => ({ domain, name: contract.name, contract })))(
  '$domain $name',
  ({ domain, contract }) => {
    const lambda = bank.lambda(contract.name);
    const { properties } = lambda;

    it('runs Node 24 on arm64, in no VPC', () => {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(properties['VpcConfig']).toBeUndefined();
      expect(properties['Timeout']).toBe(contract.timeoutSeconds ?? 10);
    });

    it('is billed for what is needed: one GB, no trace, no line of Lambda about what went well', () => {
      expect(properties['MemorySize']).toBe(1024);
      expect(properties['TracingConfig']).toBeUndefined();
      expect(properties['LoggingConfig']).toMatchObject({
        LogFormat: 'JSON',
        SystemLogLevel: 'WARN',
        // The numbers of the bank are metrics inside of lines at INFO: a higher level would lose them.
        ApplicationLogLevel: 'INFO',
      });
      expect(properties['Environment'].Variables['BANK_CALLS_PER_LINE']).toBe('10');
    });

    it('may do what its contract grants, and nothing else', () => {
      const actions = bank.statementsOf(roleOf(lambda)).flatMap(({ Action }) => listOf(Action));
      const expected = [...always, ...feedingOf(contract), ...contract.grants.flatMap(grantOf)];
      expect([...new Set(actions)].toSorted()).toEqual([...new Set(expected)].toSorted());
    });

    it('has a role of its own, without managed policies', () => {
      const role = roleOf(lambda);
      expect(role.properties['ManagedPolicyArns']).toBeUndefined();
      const sharing = bank
        .ofType('AWS::Lambda::Function')
        .filter((other) => other.stack === lambda.stack && roleOf(other) === role);
      expect(sharing).toEqual([lambda]);
    });

    it('writes to its own log group, which forgets', () => {
      const logs = bank.pointedAt(lambda, properties['LoggingConfig'].LogGroup);
      expect(logs.properties).toMatchObject({ RetentionInDays: expect.any(Number) as number });
      expect(logs.properties['LogGroupName']).toMatch(new RegExp(`^/songhua/${domain}/`));
    });

    it('has an alarm on failures, with an owner and a runbook that exists', () => {
      const alarms = bank.ofType('AWS::CloudWatch::Alarm').filter(({ stack }) => stack === lambda.stack);
      const watching = alarms.filter(({ properties: alarm }) => isFailureOf(contract, lambda, alarm));
      expect(watching).toHaveLength(1);
      const [, owner, runbook] = /Owner: (\w+)\. Runbook: (\S+)$/.exec(watching[0]!.properties['AlarmDescription'])!;
      expect(owner).toBeTruthy();
      expect(existsSync(join(root, runbook!))).toBe(true);
    });

    it('carries no secret in its environment', () => {
      for (const [name, value] of Object.entries(properties['Environment'].Variables)) {
        expect(name).toMatch(/^BANK_/);
        // A literal is a name, a number or an address; whatever else is a pointer to a resource.
        if (typeof value === 'string')
          expect(value).toMatch(/^(local|dev|test|prod|\d{1,6}|https:\/\/[a-z0-9.]+\/[a-z0-9/-]+)$/);
      }
    });
  },
);
