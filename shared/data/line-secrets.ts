import * as z from 'zod/mini';
import { entryEntity, type EntryRow } from './entry.entity.ts';
import { unseal } from './sealed.ts';

/** What of a line is personal (C2). The payer's line names the payee, the payee's line names the payer. */
const lineSecrets = z.union([
  z.object({ payeeName: z.string(), payeeNumber: z.string(), remark: z.optional(z.string()) }),
  z.object({ payerName: z.string(), payerNumber: z.string(), remark: z.optional(z.string()) }),
]);

/** The other side of a line, as it was shown when the line was made. */
export interface Counterparty {
  readonly name: string;
  readonly number: string;
  readonly remark?: string | undefined;
}

/** Opens the sealed part of a line; a pay-in from a sandbox bank has none. */
export async function counterpartyOf(row: EntryRow): Promise<Counterparty | undefined> {
  if (row.sealed === undefined) return undefined;
  const secrets = await unseal(row.sealed, entryEntity.key(row), lineSecrets);
  return 'payeeName' in secrets
    ? { name: secrets.payeeName, number: secrets.payeeNumber, remark: secrets.remark }
    : { name: secrets.payerName, number: secrets.payerNumber, remark: secrets.remark };
}
