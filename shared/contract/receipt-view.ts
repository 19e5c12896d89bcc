import * as z from 'zod/mini';
import { idOf } from '../domain/ids.ts';
import { amount } from '../domain/money.ts';
import { zonedTime } from './time-view.ts';

const party = z.strictObject({
  name: z.string().check(z.maxLength(50)),
  accountNumber: z.string().check(z.regex(/^\d{6}\*{6,9}\d{4}$/)),
});

/** What a receipt (电子回单) states; the verification code covers every field. */
const receiptFacts = {
  transferId: idOf('trf'),
  bookedAt: zonedTime,
  amount,
  /** The amount as Chinese vouchers spell it (人民币大写). */
  amountInWords: z.string().check(z.maxLength(60)),
  payer: party,
  payee: party,
  remark: z.optional(z.string().check(z.maxLength(60))),
} as const;

/** Twenty characters of Crockford base 32: 100 bits that only the bank can make. */
const verificationCode = z.string().check(z.regex(/^[0-9a-hjkmnp-tv-z]{20}$/));

/** A receipt, and the code by which anyone can ask the bank whether it is genuine. */
export const receiptView = z.strictObject({ ...receiptFacts, verificationCode });
