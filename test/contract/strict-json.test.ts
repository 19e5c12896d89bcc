import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonRefused, parseStrictJson } from '../../shared/contract/strict-json.ts';

const faultOf = (text: string): string | undefined => {
  try {
    parseStrictJson(text);
    return undefined;
  } catch (error) {
    if (error instanceof JsonRefused) return error.fault;
    throw error;
  }
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const key = fc.string({ unit: 'grapheme' }).filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.constantFrom(null, true, false),
    fc.string({ unit: 'grapheme' }),
    fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }).map((n) => n + 0),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4 }),
  ),
})).any;
/** Any spelling of the same value: blanks between tokens, characters escaped. */
const spelled = fc
  .tuple(value, fc.constantFrom(undefined, 1, '\t'))
  .map(([one, indent]) => JSON.stringify(one, null, indent));

describe('parseStrictJson', () => {
  it('reads every harmless text as JSON.parse does', () => {
    fc.assert(
      fc.property(spelled, (text) => {
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never accepts what JSON.parse refuses, and fails only in its own words', () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0019eE+-. tfn') }),
      fc.json().map((text) => text.slice(1)),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        expect(faultOf(text) === 'syntax').toBe(!isJson(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses a second key wherever it stands and however it is spelled', () => {
    const escaped = (text: string) =>
      [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}$/), value, fc.boolean(), (name, one, disguise) => {
        const twice = `{"${name}":${JSON.stringify(one)},"${disguise ? escaped(name) : name}":1}`;
        expect(faultOf(twice)).toBe('duplicate-key');
        expect(faultOf(`[{"x":${twice}}]`)).toBe('duplicate-key');
      }),
    );
  });

  it('lets the same key stand in different objects, and be a value', () => {
    expect(faultOf('{"a":{"a":"a"},"b":[{"a":1},{"a":"a"},"a","a"]}')).toBeUndefined();
  });

  it.each([
    ['8 levels', `${'['.repeat(8)}${']'.repeat(8)}`, undefined],
    ['9 levels', `${'['.repeat(9)}${']'.repeat(9)}`, 'too-deep'],
    ['9 levels beside, not inside', `[${'[],'.repeat(9)}[]]`, undefined],
    ['brackets in a text', `["${'['.repeat(20)}"]`, undefined],
    ['a quote in a text', '["\\"[[[[[[[[[\\""]', undefined],
    ['a backslash at the end of a text', '{"a":"\\\\","b":"\\\\"}', undefined],
    ['plain numbers', '[999999999999999,0.000001,-1.5,0,1.0]', undefined],
    ['the largest safe integer', '[9007199254740991,-9007199254740991]', undefined],
    ['2^53 + 1', '9007199254740993', 'number'],
    ['exponent', '[1E2]', 'number'],
    ['minus zero', '[-0]', 'number'],
    ['minus zero with digits', '[-0.00]', 'number'],
    ['16 digits around a point', '12345678.12345678', 'number'],
    ['thousands of digits', `[${'9'.repeat(5000)}]`, 'number'],
    ['digits in a text', '["1e999"]', undefined],
    ['__proto__', '{"__proto__":1}', 'forbidden-key'],
    ['__proto__ in disguise', '{"__pr\\u006fto__":1}', 'forbidden-key'],
    ['constructor, deep', '{"a":[{"constructor":{}}]}', 'forbidden-key'],
    ['constructor as a value', '["constructor","__proto__"]', undefined],
    ['half a surrogate pair', '["\\ud83d"]', 'text'],
    ['half a surrogate pair as a key', '{"\\udc00":1}', 'text'],
    ['a whole surrogate pair', '["\\ud83d\\ude00"]', undefined],
    ['byte order mark', '\ufeff{}', 'syntax'],
    ['two values', '{}{}', 'syntax'],
    ['nothing', '', 'syntax'],
  ])('%s', (_, text, fault) => expect(faultOf(text)).toBe(fault));

  it('takes time in proportion to the text', () => {
    const began = performance.now();
    expect(faultOf(`{"a":"${'\\\\'.repeat(8000)}"}`)).toBeUndefined();
    expect(faultOf(`{"a":"${'\\"'.repeat(8000)}`)).toBe('syntax');
    expect(performance.now() - began).toBeLessThan(200);
  });
});
