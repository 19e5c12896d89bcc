import * as z from 'zod/mini';

/**
 * Account number (账号): 19 digits, issuer number of the bank, 12 digits of its own, Luhn check digit (ISO/IEC 7812-1).
 * 621263 is a made-up issuer number of the test range; the real one comes with the bank's licence.
 */
const issuer = '621263';

export const accountNumber = z.string().check(z.regex(/^\d{16,19}$/));

/** An account number from 12 digits of the caller's choice. */
export function accountNumberOf(digits: string): string {
  if (!/^\d{12}$/.test(digits)) throw new RangeError('an account number needs 12 digits');
  const body = issuer + digits;
  return body + checkDigitOf(body);
}

/** Whether the last digit is the Luhn digit of the others: catches a mistyped number before anything is looked up. */
export const isAccountNumber = (number: string): boolean =>
  /^\d{16,19}$/.test(number) && checkDigitOf(number.slice(0, -1)) === number.at(-1);

function checkDigitOf(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** 6 + 4 visible digits, as a receipt shows a number (domain.md 9). */
export const maskedNumber = (number: string): string =>
  `${number.slice(0, 6)}${'*'.repeat(number.length - 10)}${number.slice(-4)}`;
