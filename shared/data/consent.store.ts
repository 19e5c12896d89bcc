import type { PersonalField } from '../domain/partners/consent.ts';
import { commit, decide, Stale } from './commit.ts';
import { Entity } from './entity.ts';
import { readPage } from './page.ts';

/** What a customer agrees to give one partner now (单独同意). */
export interface ConsentRow {
  readonly customerId: string;
  readonly partner: string;
  /** Empty once it is revoked. */
  readonly fields: readonly PersonalField[];
  readonly changedAt: bigint;
  readonly version: bigint;
}
const consentEntity = new Entity<ConsentRow, Pick<ConsentRow, 'customerId' | 'partner'>>(
  'consent',
  ({ customerId, partner }) => ({ pk: `CUS#${customerId}`, sk: `CONSENT#${partner}` }),
  ({ pk, sk }) => ({ customerId: pk.slice(4), partner: sk.slice(8) }),
);
/** Every state that a consent ever had: the record that PIPL art. 56 has kept for three years; kept for good. */
const consentRecordEntity = new Entity<ConsentRow, Pick<ConsentRow, 'customerId' | 'partner' | 'version'>>(
  'consent-record',
  ({ customerId, partner, version }) => ({
    pk: `CUS#${customerId}`,
    sk: `CONSENTED#${partner}#${String(version).padStart(6, '0')}`,
  }),
);

/** What a customer has agreed to give a partner. Read consistently: a consent that was revoked stops the next call. */
export const readConsent = async (customerId: string, partner: string): Promise<readonly PersonalField[]> =>
  (await consentEntity.read({ customerId, partner }, 'consistent'))?.fields ?? [];

/** Gives a consent for exactly these fields, or revokes it with none; the same again changes nothing. */
export function saveConsent(
  customerId: string,
  partner: string,
  fields: readonly PersonalField[],
  now: number,
): Promise<ConsentRow> {
  return decide(async () => {
    const before = await consentEntity.read({ customerId, partner }, 'consistent');
    if (before && before.fields.join() === fields.join()) return before;
    const row = { customerId, partner, fields, changedAt: BigInt(now), version: (before?.version ?? 0n) + 1n };
    const { absent, is } = consentEntity.guard;
    await commit(
      consentEntity.put(row, [before ? is('version', before.version) : absent('version')]),
      consentRecordEntity.insert(row, () => new Stale('recorded meanwhile')),
    );
    return row;
  });
}

/** Every consent of a customer; never more than the bank has partners. */
export const readConsents = (customerId: string) =>
  readPage(consentEntity, { pk: `CUS#${customerId}`, from: 'CONSENT#', to: 'CONSENT#~', order: 'oldest', limit: 100 });
