import { describe, expect, it } from 'vitest';
import { type StreamFilter, isAskedFor, patternOf } from '../../shared/contract/stream-filter.ts';

const waitingHolds: StreamFilter = { entities: ['entry', 'hold'], events: ['INSERT'], where: { status: ['PDNG'] } };
const record = (eventName: string, image?: Record<string, object>) => ({
  eventName,
  dynamodb: { Keys: { pk: { S: 'ACC#1' } }, ...(image && { NewImage: image }) },
});
const hold = { entity: { S: 'entry' }, status: { S: 'PDNG' }, amountFen: { N: '1' } };

describe('a filter of the stream', () => {
  it('is written as Lambda reads it', () => {
    expect(patternOf(waitingHolds)).toEqual({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { entity: { S: ['entry', 'hold'] }, status: { S: ['PDNG'] } } },
    });
  });

  it('asks for a record that has one of the values of everything it names', () => {
    expect(isAskedFor(waitingHolds, record('INSERT', hold))).toBe(true);
    expect(isAskedFor({ entities: ['entry'], events: ['MODIFY', 'INSERT'] }, record('MODIFY', hold))).toBe(true);
  });

  it.each([
    ['another event', record('MODIFY', hold)],
    ['another entity', record('INSERT', { ...hold, entity: { S: 'device' } })],
    ['another value', record('INSERT', { ...hold, status: { S: 'BOOK' } })],
    ['a value of another type', record('INSERT', { ...hold, status: { N: 'PDNG' } })],
    ['no such attribute', record('INSERT', { entity: { S: 'entry' } })],
    ['nothing left of the item', record('INSERT')],
    ['not even a change', {}],
  ])('does not ask for %s', (_, other) => expect(isAskedFor(waitingHolds, other)).toBe(false));
});
