import { describe, expect, it } from 'vitest';
import { defineKind, isSettled, judge, type OrderKind } from '../../../shared/domain/partners/order-kind.ts';
import { partners } from '../../../shared/domain/partners/partners.ts';
import { sf } from '../../../shared/domain/partners/sf.ts';

const { shipment } = sf.kinds;

describe('news of an order', () => {
  it.each([
    ['moves it along the table', 'PLACED', 'COLLECTED', 'apply'],
    ['moves it over what was never told', 'PLACING', 'SIGNED', 'apply'],
    ['is late when the order is past it', 'SIGNED', 'COLLECTED', 'late'],
    ['is late when it tells what is known', 'PLACED', 'PLACED', 'late'],
    ['is late when it tells no state', 'PLACED', undefined, 'late'],
    ['is forbidden when the table does not lead there', 'COLLECTED', 'CANCELLED', 'forbidden'],
    ['is forbidden after the end of another way', 'CANCELLED', 'COLLECTED', 'forbidden'],
    ['is forbidden when there is no such state', 'PLACED', 'EXPLODED', 'forbidden'],
    ['is forbidden under the name of an inherited property', 'PLACED', 'constructor', 'forbidden'],
  ] as const)('%s: %s, %s', (_, current, told, verdict) => {
    expect(judge(shipment, current, told)).toBe(verdict);
  });
});

describe.each(partners.flatMap((partner) => Object.entries(partner.kinds)))('the table of %s', (_, kind) => {
  it('begins unknown and ends settled', () => {
    expect(kind.means[kind.first]).toBe('UNKNOWN');
    expect(kind.means[kind.refused]).toBe('REFUNDED');
    expect(kind.next[kind.first]).toContain(kind.refused);
  });

  it('ends in one state whatever the order of its news, along each of its ways', () => {
    for (const way of waysOf(kind, kind.first)) {
      for (const news of permutations(way)) {
        const end = news.reduce((state, told) => (judge(kind, state, told) === 'apply' ? told : state), kind.first);
        expect([news, end]).toEqual([news, way.at(-1)]);
      }
    }
  });

  it('says of each state what it means, and of no other', () => {
    expect(Object.keys(kind.means).toSorted()).toEqual(Object.keys(kind.next).toSorted());
    expect(Object.keys(kind.next).filter((state) => isSettled(kind, state))).toEqual(
      Object.keys(kind.next).filter((state) => kind.next[state]!.length === 0),
    );
  });
});

describe('a table', () => {
  it('is closed over its steps', () => {
    expect(shipment.next).toMatchObject({
      PLACING: ['PLACED', 'COLLECTED', 'DELIVERING', 'SIGNED', 'CANCELLED', 'REFUSED'],
      COLLECTED: ['DELIVERING', 'SIGNED'],
      SIGNED: [],
    });
  });
  it('is refused when something follows a refund', () => {
    const steps = { A: ['B', 'C'], B: ['C'] };
    expect(() => defineKind({ steps, refunds: ['B'], refused: 'C' })).toThrow('B pays back and so must be an end');
  });
  it('is refused when an order cannot be refused', () => {
    const steps = { A: ['B'] };
    expect(() => defineKind({ steps, refunds: [], refused: 'A' })).toThrow('A cannot follow A');
  });
});

/** Every way from a state to an end of its table. */
function waysOf(kind: OrderKind, from: string): string[][] {
  const next = kind.next[from]!;
  return next.length === 0 ? [[]] : next.flatMap((state) => waysOf(kind, state).map((rest) => [state, ...rest]));
}

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
