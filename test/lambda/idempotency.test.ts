import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idempotencyOf } from '../../shared/lambda/idempotency.ts';
import { key } from './things.ts';

const hashOf = (input: unknown, operation = 'createThing') => idempotencyOf(key, operation, input).bodyHash;

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false),
    fc.string(),
    fc.integer(),
    fc.bigInt(),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('any'), { maxKeys: 3 }),
  ),
})).any;

/** The same object with its fields in the opposite order, all the way down. */
const reversed = (one: unknown): unknown => {
  if (Array.isArray(one)) return one.map(reversed);
  if (typeof one !== 'object' || one === null) return one;
  return Object.fromEntries(
    Object.entries(one)
      .map(([name, field]) => [name, reversed(field)] as const)
      .toReversed(),
  );
};

describe('the digest of what a key was used for', () => {
  it('is 132 bits in base64url', () => expect(hashOf({})).toMatch(/^[\w-]{22}$/));

  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(hashOf(reversed(one))).toBe(hashOf(one));
      }),
    );
  });

  it.each([
    ['amount', { fen: 1n }, { fen: 2n }],
    ['type', { fen: 1n }, { fen: 1 }],
    ['type of a number', { fen: 1n }, { fen: '1n' }],
    ['order of a list', ['a', 'b'], ['b', 'a']],
    ['nesting', { a: { b: 1 } }, { a: 1, b: 1 }],
    ['absent field', { a: null }, {}],
    ['quotes', { 'a":1,"b': 2 }, { a: 1, b: 2 }],
  ])('tells apart another %s', (_, one, other) => expect(hashOf(one)).not.toBe(hashOf(other)));

  it('tells apart another operation', () => expect(hashOf({}, 'a')).not.toBe(hashOf({}, 'b')));

  it('takes an absent field and an undefined one for the same', () => {
    expect(hashOf({ a: undefined })).toBe(hashOf({}));
  });

  it('refuses what has no canonical form', () => expect(() => hashOf({ now: () => 1 })).toThrow(TypeError));
});
