/** Everything the customer is shown and agrees to; every field is in the digest, so that changing one voids it (dynamic linking). */
export interface TransferTerms {
  readonly transferId: string;
  readonly payerAccountId: string;
  readonly payeeAccountNumber: string;
  /** As shown: masked the way the SMS and the app show it. */
  readonly payeeNameShown: string;
  readonly amountFen: bigint;
  readonly currency: 'CNY';
  /** Asia/Shanghai day on which it is executed. */
  readonly executionDate: string;
  readonly nonce: string;
  /** Milliseconds since 1970. */
  readonly authorizeUntil: bigint;
}

/** The one text of the terms that is hashed: field names and values in a fixed order, so that no two terms read alike. */
export const canonicalTerms = (terms: TransferTerms): string =>
  JSON.stringify([
    ['transferId', terms.transferId],
    ['payerAccountId', terms.payerAccountId],
    ['payeeAccountNumber', terms.payeeAccountNumber],
    ['payeeNameShown', terms.payeeNameShown],
    ['amountFen', terms.amountFen.toString()],
    ['currency', terms.currency],
    ['executionDate', terms.executionDate],
    ['nonce', terms.nonce],
    ['authorizeUntil', terms.authorizeUntil.toString()],
  ]);
