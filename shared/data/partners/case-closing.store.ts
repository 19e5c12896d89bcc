import { DomainError } from '../../domain/errors.ts';
import { CaseNotFound, CaseNotOpen } from '../../domain/partners/partner-errors.ts';
import type { Partner } from '../../domain/partners/partner.ts';
import { commit, decide, type Write } from '../commit.ts';
import { payPartner } from './case.store.ts';
import { payBack } from './event.store.ts';
import { caseEntity, type CaseRow } from './order.entity.ts';

/** What a human decides about a case: pay the partner what the bank holds, pay the customer back, or move no money. */
export const decisions = ['SETTLE', 'REFUND', 'DISMISS'] as const;
export type Decision = (typeof decisions)[number];

/**
 * Closes a case by one decision, with the money that it moves in the same transaction. The same decision again answers the same.
 * @throws CaseNotFound, CaseNotOpen
 */
export function closeCase(
  partner: Partner,
  caseId: string,
  decision: Decision,
  operatorId: string,
  now: number,
): Promise<CaseRow> {
  return decide(async () => {
    const row = await caseEntity.read({ partner: partner.name, caseId }, 'consistent');
    if (!row) throw new DomainError(CaseNotFound);
    if (row.decision === decision) return row;
    if (row.decision !== undefined) throw new DomainError(CaseNotOpen);
    const closed = { decision, closedBy: operatorId, closedAt: BigInt(now) };
    const write = caseEntity.update(row, { set: closed }, [
      caseEntity.guard.absent('decision'),
      caseEntity.guard.present('fault'),
    ]);
    if (decision === 'DISMISS') await commit(write);
    else await moveMoney(partner, row, decision, now, write);
    return { ...row, ...closed };
  });
}

/** Only money that a day's comparison held back is there to be moved; a payment that the partner does not book may go back. */
async function moveMoney(partner: Partner, row: CaseRow, decision: 'SETTLE' | 'REFUND', now: number, write: Write) {
  const { movement, bankFen, orderId } = row;
  if (movement === undefined || bankFen === 0n) throw new DomainError(CaseNotOpen);
  if (decision === 'SETTLE') return payPartner(partner, movement === 'refund' ? -bankFen : bankFen, now, write);
  if (row.fault !== 'ONLY_BANK' || movement !== 'payment') throw new DomainError(CaseNotOpen);
  return payBack(partner, orderId, now, write);
}
