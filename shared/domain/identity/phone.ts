import * as z from 'zod/mini';

/** A mainland mobile number (手机号): 11 digits, as the customer writes it. C2. */
export const phone = z.string().check(z.regex(/^1[3-9]\d{9}$/));

/** "138****5678": three and four digits stay (domain.md 9). */
export const maskPhone = (number: string): string => `${number.slice(0, 3)}****${number.slice(-4)}`;
