import { describe, expect, it } from 'vitest';
import { type Statement, bankOf, listOf } from './synth.ts';

/** The actions that know no resource, each with AWS's own word for it. Anything else names what it touches. */
const withoutResource = new Set([
  // Delivery of vended logs, by which Step Functions writes its log group, has no resource types.
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
]);

/** The emulator does not look up whose task token it is. */
const withoutResourceLocally = new Set([...withoutResource, 'states:SendTaskSuccess']);

describe.each(['local', 'dev', 'test', 'prod'] as const)('%s', (name) => {
  const bank = bankOf(name);
  const statements = bank.ofType('AWS::IAM::Policy').flatMap(({ stack, id, properties }) =>
    (properties['PolicyDocument'].Statement as Statement[]).map((statement) => ({
      where: `${stack} ${id}`,
      Action: statement.Action,
      Resource: statement.Resource,
    })),
  );

  it('allows no action by wildcard (abuse case 25)', () => {
    expect(statements.filter(({ Action }) => listOf(Action).some((action) => action.includes('*')))).toEqual([]);
  });

  it('names the resource of every action that has one', () => {
    const excused = name === 'local' ? withoutResourceLocally : withoutResource;
    const open = statements
      .filter(({ Resource }) => listOf(Resource).some((resource) => JSON.stringify(resource).includes('*')))
      .flatMap(({ where, Action }) =>
        listOf(Action)
          .filter((action) => !excused.has(action))
          .map((action) => `${where} ${action}`),
      );
    expect(open).toEqual([]);
  });

  it('gives no role a managed policy, a policy inside, or a boundary to hide behind', () => {
    for (const { properties } of bank.ofType('AWS::IAM::Role')) {
      expect(properties['ManagedPolicyArns']).toBeUndefined();
      expect(properties['Policies']).toBeUndefined();
    }
    expect(bank.ofType('AWS::IAM::ManagedPolicy')).toEqual([]);
  });

  it('lets only AWS services assume its roles', () => {
    for (const { properties } of bank.ofType('AWS::IAM::Role')) {
      for (const { Principal } of properties['AssumeRolePolicyDocument'].Statement)
        expect(Object.keys(Principal)).toEqual(['Service']);
    }
  });

  it('opens queues and topics to nobody, and refuses them without TLS', () => {
    for (const { properties } of [...bank.ofType('AWS::SQS::QueuePolicy'), ...bank.ofType('AWS::SNS::TopicPolicy')]) {
      const { Statement: list } = properties['PolicyDocument'] as { Statement: Statement[] };
      expect(list).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
      for (const { Effect, Principal } of list)
        if (Effect === 'Allow') expect(Principal).not.toMatchObject({ AWS: '*' });
    }
  });

  it('puts nothing but names of its resources into outputs', () => {
    for (const { Value } of bank.outputs)
      expect(Object.keys(Value)).toEqual([expect.stringMatching(/^(Ref|Fn::GetAtt)$/)]);
  });
});
