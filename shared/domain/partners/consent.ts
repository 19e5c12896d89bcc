import * as z from 'zod/mini';
import { DomainError, defineError } from '../errors.ts';

/** Personal data that may leave for a partner, by the word the customer is asked with. All C2. */
export const personalFields = [
  'sender-name',
  'sender-phone',
  'sender-address',
  'recipient-name',
  'recipient-phone',
  'recipient-address',
] as const;
export type PersonalField = (typeof personalFields)[number];

/** The customer has not agreed that these fields go to the partner (单独同意, PIPL art. 23 and 29). */
export const ConsentMissing = defineError({
  code: 'CONSENT_MISSING',
  kind: 'refused',
  title: { zh: '需要您单独同意向合作方提供个人信息', en: 'The partner may not be given these personal data yet' },
  action: { zh: '请阅读并同意个人信息授权书', en: 'Read and give the consent that details name' },
  details: z.strictObject({ partner: z.string(), fields: z.array(z.enum(personalFields)) }),
});

/** A consent may not go further than the partner's need (PIPL art. 6). */
export const ConsentNotNeeded = defineError({
  code: 'CONSENT_NOT_NEEDED',
  kind: 'invalid',
  title: { zh: '合作方不需要这些个人信息', en: 'The partner does not need these personal data' },
  action: { zh: '请只同意必要的信息', en: 'Agree to no more than the fields that details name' },
  details: z.strictObject({ needed: z.array(z.enum(personalFields)) }),
});

/** Refuses a consent to more than the partner needs. @throws ConsentNotNeeded */
export function requireNeeded(
  partner: { readonly personal: readonly PersonalField[] },
  fields: readonly PersonalField[],
): void {
  if (fields.some((field) => !partner.personal.includes(field)))
    throw new DomainError(ConsentNotNeeded, { needed: [...partner.personal] });
}

declare const released: unique symbol;
/** Personal data that passed the consent check: the only form in which an adapter takes it. */
export type Released = Readonly<Partial<Record<PersonalField, string>>> & { readonly [released]: true };

/**
 * Hands out exactly the consented ones of the fields that the partner needs.
 * @throws ConsentMissing naming what is not consented to
 */
export function release(
  partner: { readonly name: string; readonly personal: readonly PersonalField[] },
  consented: readonly string[],
  data: Readonly<Partial<Record<PersonalField, string>>>,
): Released {
  const missing = partner.personal.filter((field) => !consented.includes(field));
  if (missing.length > 0) throw new DomainError(ConsentMissing, { partner: partner.name, fields: missing });
  return Object.fromEntries(
    partner.personal.flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]])),
  ) as unknown as Released;
}
