import { createHmac } from 'node:crypto';
import { encodeId } from '../domain/ids.ts';
import { derivedKey } from './keyed-hash.ts';

/** What the code covers: all that the receipt says, in the order in which it says it. */
export interface ReceiptFacts {
  readonly transferId: string;
  readonly bookedAt: string;
  readonly amount: bigint;
  readonly amountInWords: string;
  readonly payer: { readonly name: string; readonly accountNumber: string };
  readonly payee: { readonly name: string; readonly accountNumber: string };
  readonly remark?: string | undefined;
}

/** The verification code (回单验证码) of a receipt: HMAC-SHA-256 under a key of its own, the last 100 of 128 bits. */
export async function receiptCodeOf({ payer, payee, remark = '', ...facts }: ReceiptFacts): Promise<string> {
  const { transferId, bookedAt, amount, amountInWords } = facts;
  const text = [
    transferId,
    bookedAt,
    `${amount}`,
    amountInWords,
    payer.name,
    payer.accountNumber,
    payee.name,
    payee.accountNumber,
    remark,
  ];
  const digest = createHmac('sha256', await derivedKey('receipt'))
    .update(JSON.stringify(text))
    .digest();
  return encodeId(digest.subarray(0, 16)).slice(-20);
}
