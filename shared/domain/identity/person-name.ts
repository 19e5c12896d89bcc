import * as z from 'zod/mini';

/**
 * The name of a person (姓名). C2. Letters of any script in NFC, joined by one space, `·` (as in 买买提·艾力), `-` or `'`: no digits,
 * no control, format or bidirectional characters, so that what the customer sees is what is stored (abuse case 11).
 */
export const personName = z.string().check(
  z.minLength(2),
  z.maxLength(50),
  z.regex(/^\p{L}\p{M}*(?:[ ·'-]?\p{L}\p{M}*)*$/u),
  z.refine((name) => name.normalize('NFC') === name, 'must be in Unicode normalization form C'),
);

/** "**明" of 王小明, "*明" of 王明: one character stays (domain.md 9), and at most two stars hide how many do not. */
export function maskName(name: string): string {
  const letters = [...name];
  return '*'.repeat(Math.min(letters.length - 1, 2)) + letters.at(-1);
}
