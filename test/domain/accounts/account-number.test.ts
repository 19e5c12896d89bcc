import { describe, expect, it } from 'vitest';
import { accountNumberOf, isAccountNumber, maskedNumber } from '../../../shared/domain/accounts/account-number.ts';
import { fc } from '../../support/property.ts';

const digits = fc.integer({ min: 0, max: 10 ** 12 - 1 }).map((number) => String(number).padStart(12, '0'));

describe('an account number', () => {
  it('has 19 digits and the Luhn digit of ISO/IEC 7812-1', () => {
    fc.assert(
      fc.property(digits, (body) => {
        expect(accountNumberOf(body)).toMatch(/^621263\d{13}$/);
        expect(isAccountNumber(accountNumberOf(body))).toBe(true);
      }),
    );
  });

  it('knows the published test numbers of card schemes, and their neighbours as wrong', () => {
    expect(isAccountNumber('6200000000000005')).toBe(true);
    expect(isAccountNumber('6200000000000006')).toBe(false);
  });

  it('is not one any more when one digit is mistyped', () =>
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 18 }), fc.integer({ min: 1, max: 9 }), (body, place, more) => {
        const number = accountNumberOf(body);
        const typed = String((Number(number[place]) + more) % 10);
        expect(isAccountNumber(number.slice(0, place) + typed + number.slice(place + 1))).toBe(false);
      }),
    ));

  it('shows six and four digits when masked', () => {
    expect(maskedNumber('6212630443345697838')).toBe('621263*********7838');
  });
});
