import type { DynamoDBRecord, DynamoDBStreamEvent, SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { consume } from '../../shared/lambda/consume.ts';
import { context } from './http-event.ts';
import { recordTable } from './table-of-record.ts';

const hearThings = defineConsumer({
  name: 'hearThings',
  summary: 'Hear of things',
  grants: [],
  source: { queue: 'things' },
  input: z.strictObject({ thing: z.string() }),
});
const foldThings = defineConsumer({
  name: 'foldThings',
  summary: 'Fold things',
  grants: ['table:write'],
  source: { stream: { entities: ['thing'], events: ['INSERT'] } },
  input: z.object({ pk: z.string(), amountFen: z.bigint() }),
});

describe('a consumer of a queue', () => {
  const message = (messageId: string, body: string) =>
    ({ messageId, body, attributes: { ApproximateReceiveCount: '1' }, eventSource: 'aws:sqs' }) as SQSRecord;
  const batch = (...bodies: string[]): SQSEvent => ({ Records: bodies.map((body, at) => message(`m${at}`, body)) });

  it('takes each message, and asks again only for the ones that failed', async () => {
    const taken: string[] = [];
    const hearing = consume(hearThings, async ({ thing }) => {
      if (thing === 'bad') throw new Error('bad');
      taken.push(thing);
    });
    const bodies = ['{"thing":"a"}', '{"thing":"bad"}', '{"thing":1}', 'garbage', '{"thing":"b"}'];
    const { batchItemFailures } = await hearing(batch(...bodies), context());
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual(['m1', 'm2', 'm3']);
    expect(taken).toEqual(['a', 'b']);
  });

  it('does not throw when all failed', async () => {
    const hearing = consume(hearThings, async () => Promise.reject(new Error('down')));
    expect((await hearing(batch('{"thing":"a"}'), context())).batchItemFailures).toHaveLength(1);
  });
});

describe('a consumer of the stream', () => {
  const change = (name: string, NewImage: Record<string, object>): DynamoDBRecord => ({
    eventID: name,
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: `seq-${name}`,
      Keys: { pk: { S: `THING#${name}` }, sk: { S: 'THING' } },
      NewImage: NewImage as never,
    },
  });
  const thing = (name: string) =>
    change(name, { pk: { S: name }, sk: { S: 'THING' }, amountFen: { N: '9007199254740993' } });
  const batch = (...Records: DynamoDBRecord[]): DynamoDBStreamEvent => ({ Records });

  it('reads the new image with exact numbers', async () => {
    const taken: unknown[] = [];
    const folding = consume(foldThings, async (one) => void taken.push(one));
    expect(await folding(batch(thing('a')), context())).toEqual({ batchItemFailures: [] });
    expect(taken).toEqual([{ pk: 'a', amountFen: 9007199254740993n }]);
  });

  it('tries a change again before it gives up', async () => {
    let calls = 0;
    const folding = consume(foldThings, async () => {
      if (++calls < 3) throw new Error('throttled');
    });
    expect(await folding(batch(thing('a')), context())).toEqual({ batchItemFailures: [] });
    expect(calls).toBe(3);
  });

  it('parks a bad change without what was in it, and goes on', async () => {
    const sent = recordTable(200);
    const taken: string[] = [];
    const folding = consume(foldThings, async ({ pk }) => void taken.push(pk));
    expect(await folding(batch(change('bad', { name: { S: '张三' } }), thing('b')), context())).toEqual({
      batchItemFailures: [],
    });
    expect(taken).toEqual(['b']);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      target: 'PutItem',
      body: {
        Item: {
          pk: { S: 'DEAD#foldThings' },
          sk: { S: 'bad' },
          sourcePk: { S: 'THING#bad' },
          error: { S: '$ZodError' },
        },
      },
    });
    expect(JSON.stringify(sent)).not.toContain('张三');
  });

  it('does not begin a change for which no time is left, and asks for it again', async () => {
    recordTable(200);
    const begun: string[] = [];
    const running = context();
    let left = 10_000;
    const folding = consume(foldThings, async ({ pk }) => {
      begun.push(pk);
      left = 0;
    });
    const batchOfTwo = batch(thing('a'), thing('b'));
    expect(await folding(batchOfTwo, { ...running, getRemainingTimeInMillis: () => left })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'seq-b' }],
    });
    expect(begun).toEqual(['a']);
  });

  it('asks for a change again that could neither be taken nor parked', async () => {
    recordTable(400);
    const folding = consume(foldThings, async () => undefined);
    expect(await folding(batch(thing('a'), change('bad', {}), thing('c')), context())).toEqual({
      batchItemFailures: [{ itemIdentifier: 'seq-bad' }],
    });
  });
});
