import { Refused, type RefusalCode } from '../domain/identity/refusal.ts';

/** Tokens and proofs of the bank are under 1 KB; four times that is not one of ours, and is not parsed. */
const charactersMax = 4096;

/**
 * Looks at the form of a compact JWS before jose does, since jose takes lenient base64: exactly three parts, each the one
 * canonical base64url of its bytes. So one token has one spelling, and nothing passes in two forms through two checks.
 */
export function requireCanonical(jws: string, code: RefusalCode): void {
  if (jws.length > charactersMax) throw new Refused(code, 'longer than any token of the bank');
  const parts = jws.split('.');
  if (parts.length !== 3) throw new Refused(code, 'not three parts');
  if (!parts.every(isCanonical)) throw new Refused(code, 'not canonical base64url');
}

/** Whether the text is exactly what encoding its own bytes gives: no padding, no other alphabet, no stray trailing bits. */
export const isCanonical = (text: string): boolean =>
  /^[A-Za-z0-9_-]+$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;
