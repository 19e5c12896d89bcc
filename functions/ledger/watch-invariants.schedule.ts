import { defineSchedule } from '../../shared/contract/contract.ts';
import { checkBooks } from '../../shared/data/ledger-facts.ts';
import { checkSpanMs, latestCut } from '../../shared/domain/ledger/report.ts';
import { log } from '../../shared/lambda/log.ts';
import { recordMeasure } from '../../shared/lambda/meter.ts';
import { schedule } from '../../shared/lambda/schedule.ts';

export const contract = defineSchedule({
  name: 'watchInvariants',
  summary: 'Check the ledger of the last two hours and ring when an invariant is broken',
  grants: ['table:read'],
  timeoutSeconds: 900,
  everyMinutes: 60,
});

/** Findings logged of one run: a broken ledger is known by the first. */
const loggedMax = 20;

export const handler = schedule(contract, async ({ now }) => {
  const { findings, accounts } = await checkBooks({ now, since: now - checkSpanMs, until: latestCut(now) });
  for (const { invariant, subject } of findings.slice(0, loggedMax)) {
    log.warn('ledger invariant broken', { invariant: Number(invariant.slice(1)), subject });
  }
  recordMeasure('ledgerFindings', findings.length);
  return { accounts, findings: findings.length };
});
