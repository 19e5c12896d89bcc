import * as z from 'zod/mini';
import { personalFields } from '../domain/partners/consent.ts';
import { isoTime } from '../domain/time.ts';
import { partnerName } from './order-view.ts';
import { zonedTime } from './time-view.ts';

export const personalFieldList = z
  .array(z.enum(personalFields))
  .check(z.minLength(1), z.maxLength(personalFields.length));

/** What a customer has agreed to give one partner; no field once it is revoked. */
export const consentView = z.strictObject({
  partner: partnerName,
  fields: z.array(z.enum(personalFields)),
  changedAt: zonedTime,
});

/** The customer's view of a stored consent. */
export const viewConsent = ({
  partner,
  fields,
  changedAt,
}: {
  partner: string;
  fields: readonly (typeof personalFields)[number][];
  changedAt: bigint;
}) => ({
  partner,
  fields: [...fields],
  changedAt: isoTime(Number(changedAt)),
});
