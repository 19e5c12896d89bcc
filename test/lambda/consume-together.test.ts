import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { consumeTogether } from '../../shared/lambda/consume-together.ts';
import { context } from './http-event.ts';
import { recordTable } from './table-of-record.ts';

const foldThings = defineConsumer({
  name: 'foldThingsTogether',
  summary: 'Fold things together',
  grants: ['table:write'],
  source: { stream: { entities: ['thing'], events: ['INSERT'] } },
  input: z.object({ pk: z.string(), amountFen: z.bigint(), sealed: z.optional(z.instanceof(Uint8Array)) }),
});

const change = (name: string, image: Record<string, object> = { amountFen: { N: '1' } }): DynamoDBRecord => ({
  eventID: name,
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: `seq-${name}`,
    Keys: { pk: { S: name }, sk: { S: 'THING' } },
    NewImage: { pk: { S: name }, sk: { S: 'THING' }, ...image },
  },
});

it('takes a batch at once, in its order', async () => {
  const taken: string[][] = [];
  const folding = consumeTogether(foldThings, async (things) => void taken.push(things.map(({ pk }) => pk)));
  expect(await folding({ Records: [change('a'), change('b'), change('c')] }, context())).toEqual({
    batchItemFailures: [],
  });
  expect(taken).toEqual([['a', 'b', 'c']]);
});

it('reads bytes, which a stream carries as text, as bytes', async () => {
  const seen: unknown[] = [];
  const folding = consumeTogether(foldThings, async (things) => void seen.push(...things.map(({ sealed }) => sealed)));
  await folding({ Records: [change('a', { amountFen: { N: '1' }, sealed: { B: 'AQID' } })] }, context());
  expect(seen).toEqual([Buffer.from([1, 2, 3])]);
});

it('takes one by one what fails together, and parks only what fails alone', async () => {
  const sent = recordTable(200);
  const taken: string[] = [];
  const folding = consumeTogether(foldThings, async (things) => {
    if (things.some(({ pk }) => pk === 'bad')) throw new Error('bad');
    taken.push(...things.map(({ pk }) => pk));
  });
  const unreadable = change('unreadable', {});
  const records = [change('a'), change('bad'), unreadable, change('b')];
  expect(await folding({ Records: records }, context())).toEqual({ batchItemFailures: [] });
  expect(taken).toEqual(['a', 'b']);
  expect(sent.map(({ body }) => (body['Item'] as { sourcePk: object }).sourcePk)).toEqual([
    { S: 'bad' },
    { S: 'unreadable' },
  ]);
});
