import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { defineConsumer, defineSchedule, defineTask } from '../../shared/contract/contract.ts';
import { environmentOf } from '../../lib/environments.ts';
import type { Deployable } from '../../lib/operations.ts';
import { Bank, type Resource, deployed } from './synth.ts';

const summary = 'An example for the shape of its kind';
const example = (kind: string, contract: Deployable['contract']): Deployable => ({
  domain: 'transfers',
  file: `example.${kind}`,
  contract,
});
const input = z.strictObject({});

const bank = new Bank(environmentOf('test'), [
  ...deployed,
  example(
    'consumer',
    defineConsumer({
      name: 'exampleReader',
      summary,
      grants: ['table:write'],
      source: { queue: 'example-orders.fifo' },
      input,
    }),
  ),
  example(
    'task',
    defineTask({
      name: 'exampleSender',
      summary,
      grants: ['queue:example-orders.fifo', 'redrive:example-orders.fifo'],
      input,
      output: input,
    }),
  ),
  example('schedule', defineSchedule({ name: 'exampleJob', summary, grants: ['table:read'], everyMinutes: 5 })),
  example(
    'consumer',
    defineConsumer({
      name: 'exampleListener',
      summary,
      grants: [],
      source: {
        stream: { entities: ['transfer', 'entry'], events: ['INSERT'], where: { status: ['BOOK'] } },
        reader: 'own',
      },
      input,
    }),
  ),
]);
const queues = bank.ofType('AWS::SQS::Queue');
const isDeadLetters = ({ id }: Resource) => id.includes('DeadLetters');
const mappingOf = (name: string) =>
  bank
    .ofType('AWS::Lambda::EventSourceMapping')
    .find(({ properties }) => properties['FunctionName'].Ref === bank.lambda(name).id)!.properties;

describe('every queue', () => {
  it.each(queues)('$id is encrypted', ({ properties }) => expect(properties['SqsManagedSseEnabled']).toBe(true));
  it.each(queues.filter((queue) => !isDeadLetters(queue)))('$id gives up after five deliveries', (queue) => {
    expect(queue.properties['RedrivePolicy']).toMatchObject({ maxReceiveCount: 5 });
    expect(isDeadLetters(bank.pointedAt(queue, queue.properties['RedrivePolicy'].deadLetterTargetArn))).toBe(true);
  });
  it.each(queues.filter(isDeadLetters))('$id rings at its first message', ({ id, stack }) => {
    const watching = bank
      .ofType('AWS::CloudWatch::Alarm')
      .filter(
        (alarm) => alarm.stack === stack && alarm.properties['Dimensions']?.[0]?.Value?.['Fn::GetAtt']?.[0] === id,
      );
    expect(watching).toHaveLength(1);
    expect(watching[0]!.properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
      EvaluationPeriods: 1,
    });
    expect(watching[0]!.properties['AlarmActions']).toHaveLength(1);
  });
});

describe('a queue consumer', () => {
  it('reads ten at a time and answers which of them failed', () => {
    expect(mappingOf('exampleReader')).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
  it('keeps order where its queue does', () => {
    expect(
      queues.filter(({ id }) => id.startsWith('exampleorders')).map(({ properties }) => properties['FifoQueue']),
    ).toEqual([true, true]);
  });
  it('is known to a sender by an address, to the redriver also by its dead letters', () => {
    const { Variables } = bank.lambda('exampleSender').properties['Environment'];
    expect(Object.keys(Variables)).toEqual(
      expect.arrayContaining(['BANK_QUEUE_EXAMPLE_ORDERS', 'BANK_DEAD_LETTERS_EXAMPLE_ORDERS']),
    );
  });
});

describe('a stream consumer with a reader of its own', () => {
  it('is woken only by what its contract names', () => {
    const [{ Pattern }] = mappingOf('exampleListener')['FilterCriteria'].Filters;
    expect(JSON.parse(Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { entity: { S: ['transfer', 'entry'] }, status: { S: ['BOOK'] } } },
    });
  });
  it('halves a bad batch, tries again, and gives the record up to a queue', () => {
    expect(mappingOf('exampleListener')).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 8,
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: expect.anything() as unknown } },
    });
  });
});

describe('a stream consumer that falls behind', () => {
  it('rings after three minutes more than a minute late', () => {
    const behind = bank
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ properties }) => properties['MetricName'] === 'IteratorAge');
    expect(behind.length).toBeGreaterThan(0);
    for (const { properties } of behind) expect(properties).toMatchObject({ Threshold: 60_000, EvaluationPeriods: 3 });
  });
});

describe('a scheduled job', () => {
  it('runs by the clock, and a run that is lost is a dead letter', () => {
    const rule = bank
      .ofType('AWS::Events::Rule')
      .find(({ properties }) => (properties['Description'] as string).includes('exampleJob'));
    expect(rule!.properties).toMatchObject({ ScheduleExpression: 'rate(5 minutes)', State: 'ENABLED' });
    expect(rule!.properties['Targets'][0]).toMatchObject({
      DeadLetterConfig: expect.anything() as unknown,
      RetryPolicy: { MaximumRetryAttempts: 2 },
    });
  });
});
