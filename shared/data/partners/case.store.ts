import { createHash } from 'node:crypto';
import { encodeId } from '../../domain/ids.ts';
import { clearingOf, sandboxNostro } from '../../domain/ledger/chart.ts';
import type { Partner } from '../../domain/partners/partner.ts';
import type { CaseGround } from '../../domain/partners/reconcile.ts';
import { commit, Stale, type Write } from '../commit.ts';
import { readGeneralAccount } from '../general-account.store.ts';
import { postJournal } from '../ledger.store.ts';
import { newId } from '../new-id.ts';
import { readPage } from '../page.ts';
import { caseEntity } from './order.entity.ts';

/** Opens a case, once per order and fault, with what stands in the same transaction. */
export async function openCase(
  partner: Partner,
  found: CaseGround,
  now: number,
  ...also: readonly Write[]
): Promise<void> {
  const caseId = caseIdOf(partner.name, found);
  const known = await caseEntity.read({ partner: partner.name, caseId }, 'consistent');
  const row = { ...found, partner: partner.name, caseId, openedAt: BigInt(now) };
  const writes = known ? also : [...also, caseEntity.insert(row, () => new Stale('the case was opened meanwhile'))];
  if (writes.length > 0) await commit(...writes);
}

/** The same difference is the same case, however often it is found. */
function caseIdOf(partner: string, { orderId, fault, movement }: CaseGround): string {
  const bytes = createHash('sha256')
    .update(`${partner}\n${orderId}\n${fault}\n${movement ?? ''}`)
    .digest()
    .subarray(0, 16);
  return `cas_${encodeId(bytes)}`;
}

/** A page of a partner's cases. */
export const readCases = ({ name }: Partner, limit: number, cursor: string | undefined) =>
  readPage(caseEntity, {
    pk: `CASE#${name}`,
    from: 'cas_',
    to: 'cas_~',
    order: 'oldest',
    limit,
    cursor,
    consistency: 'consistent',
  });

/** Moves money from the clearing account to the partner's bank (清算); a negative amount comes back from there. */
export async function payPartner(partner: Partner, fen: bigint, now: number, ...also: readonly Write[]): Promise<void> {
  const cleared = await readGeneralAccount(clearingOf(partner));
  const line = (counterpartyId: string) => ({
    entryId: newId('ent', now),
    kind: 'settlement' as const,
    counterpartyId,
  });
  await postJournal(
    {
      journalId: newId('jnl', now),
      bookedAt: now,
      legs: [
        { account: cleared, amountFen: -fen, line: line(sandboxNostro.accountId) },
        { account: sandboxNostro, amountFen: fen, line: line(cleared.accountId) },
      ],
    },
    ...also,
  );
}
