import { beforeAll, expect, inject, it } from 'vitest';
import { contract as checkInvariants } from '../../functions/ledger/check-invariants.ts';
import { contract as readInvariantCheck } from '../../functions/ledger/read-invariant-check.ts';
import { contract as readTrialBalance } from '../../functions/ledger/read-trial-balance.ts';
import { contract as takeTrialBalance } from '../../functions/ledger/take-trial-balance.ts';
import { type Actor, eventually, over, signInOperator } from '../../local/actor.ts';
import { operatorPasswordOf } from '../../local/seed.ts';
import { settledMs } from '../../shared/domain/ledger/books.ts';
import { waitingLines } from '../support/books.ts';
import { useBankTable } from '../support/cloud.ts';
import { factsOfTable, findingsOfTable } from '../support/facts.ts';

let auditor: Actor;
beforeAll(async () => {
  await useBankTable();
  await eventually('every line to be numbered', async () => (await waitingLines()).length === 0 || undefined);
  // The operations cut the books where nothing is under way any more: this far back.
  await new Promise((resolve) => setTimeout(resolve, settledMs));
  auditor = await signInOperator(over(inject('baseUrl')), 'auditor', operatorPasswordOf('auditor'));
});

it('after everything, a full scan of the ledger breaks no invariant', async () => {
  const { accounts, entries } = await factsOfTable();
  expect(await findingsOfTable()).toEqual([]);
  expect(accounts.length).toBeGreaterThan(2);
  expect(entries.length).toBeGreaterThan(2);
});

it('after everything, the trial balance is equal on both sides', async () => {
  const { trialBalanceId } = await auditor.call(takeTrialBalance, {});
  const result = await eventually(
    'the trial balance',
    async () => (await auditor.call(readTrialBalance, { trialBalanceId })).result,
  );
  expect(result).toMatchObject({ balanced: true });
  expect(result.debit).toBeGreaterThan(0n);
});

it('after everything, the check that operators run finds nothing in the whole history', async () => {
  const { checkId } = await auditor.call(checkInvariants, {});
  const check = await eventually('the check', async () => {
    const report = await auditor.call(readInvariantCheck, { checkId });
    return report.status === 'DONE' ? report : undefined;
  });
  expect(check).toMatchObject({ findingsTotal: 0, findings: [] });
});
