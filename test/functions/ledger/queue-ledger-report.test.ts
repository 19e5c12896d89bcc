import { expect, inject, it } from 'vitest';
import { contract as makeLedgerReport } from '../../../functions/ledger/make-ledger-report.consumer.ts';
import { contract as queueLedgerReport } from '../../../functions/ledger/queue-ledger-report.consumer.ts';
import { contract as readTrialBalance } from '../../../functions/ledger/read-trial-balance.ts';
import { contract as takeTrialBalance } from '../../../functions/ledger/take-trial-balance.ts';
import { eventually, over, signInOperator } from '../../../local/actor.ts';
import { operatorPasswordOf } from '../../../local/seed.ts';

it(`${queueLedgerReport.name} hands a report that was asked for to ${makeLedgerReport.name}, by its queue`, async () => {
  const auditor = await signInOperator(over(inject('baseUrl')), 'auditor', operatorPasswordOf('auditor'));
  const { trialBalanceId, status } = await auditor.call(takeTrialBalance, {});
  expect(status).toBe('RUNNING');
  const made = await eventually('the report', async () => {
    const report = await auditor.call(readTrialBalance, { trialBalanceId });
    return report.status === 'DONE' ? report : undefined;
  });
  expect(made.result).toMatchObject({ balanced: true });
});
