import type { Partner } from '../../domain/partners/partner.ts';
import { type ClearingLine, compareDay } from '../../domain/partners/reconcile.ts';
import { commit, decide, Stale } from '../commit.ts';
import { readPage } from '../page.ts';
import { openCase, payPartner } from './case.store.ts';
import { clearingEntity, settledDayEntity, type SettledDayRow } from './order.entity.ts';

/** The bank's own lines of a day, by order: as many pages as it takes. */
async function linesOf({ name }: Partner, day: string): Promise<ClearingLine[]> {
  const lines: ClearingLine[] = [];
  let cursor: string | undefined;
  do {
    const slice = {
      pk: `CLR#${name}#${day}`,
      from: 'ord_',
      to: 'ord_~',
      order: 'oldest' as const,
      limit: 1000,
      cursor,
    };
    const page = await readPage(clearingEntity, slice);
    lines.push(...page.data);
    cursor = page.next;
  } while (cursor !== undefined);
  return lines;
}

/** Whether the day is settled already. */
export const readSettledDay = ({ name }: Partner, day: string): Promise<SettledDayRow | undefined> =>
  settledDayEntity.read({ partner: name, day }, 'consistent');

/**
 * Compares a finished day with the partner's file and settles what both agree on, once; each difference is a case, opened first, so
 * that a crash in between loses none. Money that differs stays in the clearing account until its case is closed.
 */
export function settleDay(
  partner: Partner,
  day: string,
  theirs: readonly ClearingLine[],
  now: number,
): Promise<SettledDayRow> {
  return decide(async () => {
    const known = await readSettledDay(partner, day);
    if (known) return known;
    const { matched, netFen, differences } = compareDay(await linesOf(partner, day), theirs);
    for (const difference of differences) await openCase(partner, difference, now);
    const counts = { lines: BigInt(matched.length), cases: BigInt(differences.length) };
    const row = { partner: partner.name, day, netFen, ...counts, settledAt: BigInt(now) };
    const once = settledDayEntity.insert(row, () => new Stale('the day was settled meanwhile'));
    if (netFen === 0n) await commit(once);
    else await payPartner(partner, netFen, now, once);
    return row;
  });
}
