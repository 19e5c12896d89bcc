import { fc } from '../support/property.ts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { amount, amountFenMax, decimalOf, fenOf, signedAmount } from '../../shared/domain/money.ts';

const wire = (value: unknown) => ({ currency: 'CNY', value });

describe('an amount on the wire', () => {
  it('is the same fen there and back', () =>
    fc.assert(
      fc.property(fc.bigInt(1n, amountFenMax - 1n), (fen) => {
        expect(z.decode(amount, z.encode(amount, fen))).toBe(fen);
        expect(fenOf(decimalOf(fen))).toBe(fen);
      }),
    ));

  it.each([
    '0.00',
    '-0.01',
    '-0',
    '0',
    '1',
    '1.0',
    '1.000',
    '01.00',
    '1e3',
    ' 1.00',
    '1.00 ',
    '+1.00',
    '1,000.00',
    '',
    '１.００',
    '1．00',
    '10000000000000000.00',
    '99999999999.99',
    'NaN',
    'Infinity',
    '0x10.00',
    '1.00\n',
    '.50',
    '5.',
  ])('refuses %j', (value) => expect(z.safeParse(amount, wire(value)).success).toBe(false));

  it.each([1, 1.5, null, true, ['1.00'], { value: '1.00' }])('refuses the type of %j', (value) =>
    expect(z.safeParse(amount, wire(value)).success).toBe(false),
  );

  it('refuses another currency, a missing one and one field more', () => {
    for (const sent of [{ currency: 'USD', value: '1.00' }, { value: '1.00' }, { ...wire('1.00'), scale: 2 }]) {
      expect(z.safeParse(amount, sent).success).toBe(false);
    }
  });
});

describe('a signed amount', () => {
  it('is the same fen there and back, also below zero', () =>
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), (fen) => {
        expect(z.decode(signedAmount, z.encode(signedAmount, fen))).toBe(fen);
      }),
    ));

  it('writes cents of a negative amount with its sign', () => expect(decimalOf(-5n)).toBe('-0.05'));
});

describe('a decimal text', () => {
  it.each(['1', '1.5', '1.000', '-', 'abc'])('is no fen when it is %s', (text) => {
    expect(() => fenOf(text)).toThrow(RangeError);
  });
});
