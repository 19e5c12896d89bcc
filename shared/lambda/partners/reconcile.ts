import type { ScheduleContract } from '../../contract/contract.ts';
import { readSettledDay, settleDay } from '../../data/partners/settled-day.store.ts';
import type { Partner } from '../../domain/partners/partner.ts';
import { dayMs, dayOf } from '../../domain/time.ts';
import type { Adapter } from '../../gateway/partners/adapter.ts';
import { schedule } from '../schedule.ts';
import { linkTo } from './link.ts';

/** Compares and settles yesterday (T+1); tried every hour until the partner's file is there, and done once. */
export const reconcile = (contract: ScheduleContract, partner: Partner, adapter: Adapter) =>
  schedule(contract, async ({ now }) => {
    const day = dayOf(now - dayMs);
    if (await readSettledDay(partner, day)) return { settled: 0, missing: 0, cases: 0 };
    const theirs = await adapter.readDay(await linkTo(partner), day);
    if (!theirs) return { settled: 0, missing: 1, cases: 0 };
    const { cases } = await settleDay(partner, day, theirs, now);
    return { settled: 1, missing: 0, cases: Number(cases) };
  });
