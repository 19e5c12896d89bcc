import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import type { TransferState } from '../domain/transfers/transfer.ts';
import { canonicalTerms, type TransferTerms } from '../domain/transfers/binding.ts';
import { entryEntityOf, type EntryRow } from './entry.entity.ts';
import { unseal } from './sealed.ts';

/**
 * A transfer (转账) as stored: it is the payer's entry. Without step-up it is written booked; otherwise it is first the hold (PDNG),
 * carries its own challenge, and becomes the booked entry: no second row, and 14 write units in all.
 */
export interface TransferRow extends EntryRow {
  state: TransferState;
  /** What was agreed to: SHA-256 of the canonical terms, base64url. */
  digest?: string;
  nonce?: string;
  authorizeUntil?: bigint;
  executionDate?: string;
  /** Step Functions waits behind it; a capability, dropped with the challenge. */
  taskToken?: string;
  codeHash?: string;
  codeDigest?: string;
  codeValidUntil?: bigint;
  codeSentAt?: bigint;
  codesSent?: bigint;
  attempts?: bigint;
  /** Evidence: which factor authorized it, and when. */
  authorizedBy?: string;
  authorizedAt?: bigint;
}

export const transferEntity = entryEntityOf<TransferRow>();

/** What of a transfer is personal (C2). */
const transferSecrets = z.strictObject({
  payeeName: z.string(),
  payeeNumber: z.string(),
  remark: z.optional(z.string()),
});
export type TransferSecrets = z.output<typeof transferSecrets>;

export const transferSecretsOf = (row: TransferRow): Promise<TransferSecrets> =>
  unseal(row.sealed!, transferEntity.key(row), transferSecrets);

/** The digest of what the customer saw: challenge, authorization and posting all carry it. */
export const digestOf = (terms: TransferTerms): string => hash('sha256', canonicalTerms(terms), 'base64url');

/** The terms of a stored transfer, recomputed from its own fields: what is posted is what was agreed to. */
export const termsOf = (row: TransferRow, shown: { number: string; name: string }): TransferTerms => ({
  transferId: row.entryId,
  payerAccountId: row.accountId,
  payeeAccountNumber: shown.number,
  payeeNameShown: shown.name,
  amountFen: -row.amountFen,
  currency: 'CNY',
  executionDate: row.executionDate ?? '',
  nonce: row.nonce ?? '',
  authorizeUntil: row.authorizeUntil ?? 0n,
});
