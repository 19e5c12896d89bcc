import * as z from 'zod/mini';
import { maskedNumber } from '../domain/accounts/account-number.ts';
import { idOf, timeOfId } from '../domain/ids.ts';
import { maskName } from '../domain/identity/person-name.ts';
import { amount, signedAmount } from '../domain/money.ts';
import { isoTime } from '../domain/time.ts';
import { limitRules } from '../domain/transfers/transfer-errors.ts';
import { transferStates } from '../domain/transfers/transfer.ts';
import { zonedTime } from './time-view.ts';

/** The remark (附言) of a transfer: one line of at most 60 characters without control, format or bidirectional ones (abuse case 11). */
export const remark = z
  .string()
  .check(z.minLength(1), z.maxLength(60), z.regex(/^[\p{L}\p{M}\p{N}\p{P}\p{Zs}\p{Sc}\p{Sm}]+$/u));

/** The factors a customer can be asked for (认证要素). */
const factorKind = z.enum(['sms-otp']);

/** A transfer as its payer sees it. */
export const transferView = z.strictObject({
  transferId: idOf('trf'),
  accountId: idOf('acc'),
  state: z.enum(transferStates),
  amount,
  /** Masked as in the SMS: what the customer compares. */
  payee: z.strictObject({ name: z.string(), accountNumber: z.string() }),
  remark: z.optional(remark),
  orderedAt: zonedTime,
  bookedAt: z.optional(zonedTime),
  /** While the transfer waits: what is asked for, until when, and how many answers are left. */
  authorization: z.optional(z.strictObject({ factors: z.array(factorKind), until: zonedTime, attemptsLeft: z.int() })),
});

/** What a transfer would take, before anything is written. */
export const transferPreview = z.strictObject({
  payee: z.strictObject({ name: z.string(), accountNumber: z.string() }),
  amount,
  fee: signedAmount,
  /** How it arrives (到账方式): inside the bank always at once. */
  arrival: z.literal('REAL_TIME'),
  /** Factors to be shown first; empty when the money moves at once. */
  factors: z.array(factorKind),
  /** The rule that leaves least for today after this transfer; absent when none counts it. */
  bindingLimit: z.optional(z.strictObject({ rule: z.enum(limitRules), remaining: signedAmount })),
  /** Above 300,000 CNY in a day the customer must confirm a reminder (银发〔2016〕261号 §9); in every screen the anti-fraud notice. */
  notice: z.strictObject({ zh: z.string(), en: z.string() }),
});

/** The fields with which a transfer is asked for, in preview and in earnest. */
export const transferRequest = {
  fromAccountId: idOf('acc'),
  payee: z.strictObject({
    accountNumber: z.string().check(z.regex(/^\d{16,19}$/)),
    name: z.string().check(z.minLength(2), z.maxLength(50)),
  }),
  amount,
} as const;

/** What a stored transfer says of itself, beside its personal part. */
interface StoredTransfer {
  readonly entryId: string;
  readonly accountId: string;
  readonly state?: (typeof transferStates)[number];
  readonly amountFen: bigint;
  readonly bookedAt?: bigint;
  readonly authorizeUntil?: bigint;
  readonly attempts?: bigint;
}

/** The payer's view of a stored transfer. */
export function viewTransfer(
  row: StoredTransfer,
  secrets: { readonly payeeName: string; readonly payeeNumber: string; readonly remark?: string | undefined },
  attemptsMax: number,
): z.output<typeof transferView> {
  if (row.state === undefined) throw new Error(`${row.entryId} is no transfer`);
  const waiting = row.state === 'AWAITING_AUTHORIZATION' && row.authorizeUntil !== undefined;
  return {
    transferId: row.entryId,
    accountId: row.accountId,
    state: row.state,
    amount: -row.amountFen,
    payee: { name: maskName(secrets.payeeName), accountNumber: maskedNumber(secrets.payeeNumber) },
    ...(secrets.remark !== undefined && { remark: secrets.remark }),
    orderedAt: isoTime(timeOfId(row.entryId)),
    ...(row.bookedAt !== undefined && { bookedAt: isoTime(Number(row.bookedAt)) }),
    ...(waiting && {
      authorization: {
        factors: ['sms-otp' as const],
        until: isoTime(Number(row.authorizeUntil)),
        attemptsLeft: attemptsMax - Number(row.attempts ?? 0n),
      },
    }),
  };
}
