import * as z from 'zod/mini';
import { idOf } from '../ids.ts';
import { phone } from './phone.ts';

/** A text message (短信) on its way to the provider. */
export const smsMessage = z.strictObject({
  /** The same in every try: the provider sends it once. */
  messageId: idOf('sms'),
  phone,
  text: z.string().check(z.minLength(1), z.maxLength(500)),
  /** Milliseconds since 1970. */
  sentAt: z.int().check(z.nonnegative()),
});
export type SmsMessage = z.output<typeof smsMessage>;

/** How far a message's time may be from the provider's: an old recording cannot be sent again. */
export const smsSkewMsMax = 5 * 60 * 1000;

/** What the signature covers: every field, in this order. */
export const signedContentOf = ({ messageId, phone: number, text, sentAt }: SmsMessage): string =>
  JSON.stringify([messageId, number, text, sentAt]);
