import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { consume } from '../../shared/lambda/consume.ts';
import { type SharingConsumer, dispatch } from '../../shared/lambda/dispatch.ts';
import { context } from './http-event.ts';
import { recordTable } from './table-of-record.ts';

const change = (at: number, entity: string): DynamoDBRecord => ({
  eventID: `e${at}`,
  eventName: 'INSERT',
  dynamodb: {
    // Longer than a float counts, and not in the order of text: as on AWS.
    SequenceNumber: `${99_999_999_999_999_999_998n + BigInt(at)}`,
    Keys: { pk: { S: `${entity}#${at}` }, sk: { S: 'X' } },
    NewImage: { entity: { S: entity }, at: { S: String(at) } },
  },
});
const batch = (...entities: string[]): DynamoDBStreamEvent => ({ Records: entities.map((one, at) => change(at, one)) });
const idAt = (at: number) => change(at, '').dynamodb!.SequenceNumber;

/** A consumer of some entities that works as the deployed ones do, and what it took. */
function consumer(
  name: string,
  entities: [string, ...string[]],
  take: (at: string) => Promise<void> | void = () => {},
) {
  const taken: string[] = [];
  const contract = defineConsumer({
    name,
    summary: 'Take what concerns it',
    grants: [],
    source: { stream: { entities, events: ['INSERT'] } },
    input: z.object({ at: z.string() }),
  });
  const handler = consume(contract, async ({ at }) => {
    await take(at);
    taken.push(at);
  });
  return { contract, handler, taken };
}

/** A consumer that wants the record at this place again. */
const stuck = (name: string, entity: string, at: number): SharingConsumer => ({
  contract: consumer(name, [entity]).contract,
  handler: async () => ({ batchItemFailures: [{ itemIdentifier: idAt(at)! }] }),
});

describe('the shared reader', () => {
  it('hands each record to every consumer that asks for it, in their order, and to no other', async () => {
    const devices = consumer('devices', ['device']);
    const both = consumer('both', ['device', 'entry']);
    const none = consumer('none', ['customer']);
    const answer = await dispatch([devices, both, none])(batch('device', 'entry', 'other', 'device'), context());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect([devices.taken, both.taken, none.taken]).toEqual([['0', '3'], ['0', '1', '3'], []]);
  });

  it('lets consumers work side by side: one waits for the other here, in the wrong order', async () => {
    let go = (): void => undefined;
    const gone = new Promise<void>((resolve) => (go = resolve));
    const waits = consumer('waits', ['device'], () => gone);
    const frees = consumer('frees', ['device'], () => go());
    expect(await dispatch([waits, frees])(batch('device'), context())).toEqual({ batchItemFailures: [] });
  });

  it('asks again from the earliest record that any consumer still needs', async () => {
    const fine = consumer('fine', ['device', 'entry']);
    const consumers = [stuck('late', 'entry', 3), fine, stuck('early', 'device', 2)];
    expect(await dispatch(consumers)(batch('entry', 'device', 'device', 'entry'), context())).toEqual({
      batchItemFailures: [{ itemIdentifier: idAt(2) }],
    });
    expect(fine.taken).toEqual(['0', '1', '2', '3']);
  });

  it('asks for all of a consumer that broke or answered what nobody sent, and lets the others work', async () => {
    const fine = consumer('fine', ['device']);
    const broken = { ...consumer('broken', ['entry']), handler: async () => Promise.reject(new Error('bug')) };
    const events = batch('device', 'entry', 'entry', 'device');
    const again = { batchItemFailures: [{ itemIdentifier: idAt(1) }] };
    expect(await dispatch([broken, fine])(events, context())).toEqual(again);
    expect(await dispatch([stuck('mad', 'entry', 77), fine])(events, context())).toEqual(again);
    expect(fine.taken).toEqual(['0', '3', '0', '3']);
  });

  it('parks the change that one consumer cannot take, and repeats nothing', async () => {
    const sent = recordTable(200);
    const bad = consumer('bad', ['device'], () => Promise.reject(new Error('never')));
    const fine = consumer('fine', ['device']);
    expect(await dispatch([bad, fine])(batch('device', 'device'), context())).toEqual({ batchItemFailures: [] });
    expect(fine.taken).toEqual(['0', '1']);
    expect(sent.map(({ body }) => (body as { Item: { pk: unknown } }).Item.pk)).toEqual([
      { S: 'DEAD#bad' },
      { S: 'DEAD#bad' },
    ]);
  });

  it('parks a change that takes more than a whole call, and leaves the next to a call of its own', async () => {
    const sent = recordTable(200);
    const hung = consumer('hung', ['device'], () => new Promise(() => undefined));
    const fine = consumer('fine', ['device']);
    // Two seconds are kept for parking.
    const answer = await dispatch([hung, fine])(batch('device', 'device', 'device'), context(2_050));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: idAt(1) }] });
    expect(fine.taken).toEqual(['0', '1', '2']);
    expect(sent).toMatchObject([
      { body: { Item: { pk: { S: 'DEAD#hung' }, sk: { S: 'e0' }, error: { S: 'TimeUp' } } } },
    ]);
  });
});
