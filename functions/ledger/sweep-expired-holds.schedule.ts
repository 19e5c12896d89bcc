import { defineSchedule } from '../../shared/contract/contract.ts';
import { dueHolds, resolveExpired } from '../../shared/data/expiry.store.ts';
import type { ExpiryRow } from '../../shared/data/expiry.entity.ts';
import { log } from '../../shared/lambda/log.ts';
import { schedule } from '../../shared/lambda/schedule.ts';

export const contract = defineSchedule({
  name: 'sweepExpiredHolds',
  summary: 'Resolve every hold that has lapsed: give it back, or settle what it belongs to',
  grants: ['table:write', 'keyring'],
  // 500 holds, 8 at a time, some 50 ms each: 4 s; the rest is for a slow table.
  timeoutSeconds: 55,
  everyMinutes: 1,
});

/** Holds resolved side by side. They are of different accounts as a rule, so they do not meet. */
const lanes = 8;

export const handler = schedule(contract, async ({ now }) => {
  const due = await dueHolds(now);
  const waiting = [...due];
  let failed = 0;
  const resolveNext = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) if (!(await isResolved(next, now))) failed++;
  };
  await Promise.all(Array.from({ length: lanes }, resolveNext));
  // The others are done; the run still counts as failed, since a hold that cannot end breaks I7 in 5 minutes.
  if (failed > 0) throw new Error(`${failed} of ${due.length} lapsed holds could not be resolved`);
  return { resolved: due.length };
});

async function isResolved(row: ExpiryRow, now: number): Promise<boolean> {
  try {
    await resolveExpired(row, now);
    return true;
  } catch (error) {
    log.error('hold not resolved', error, { accountId: row.accountId, entryId: row.entryId });
    return false;
  }
}
