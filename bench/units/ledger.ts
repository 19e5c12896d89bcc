import { contract as listEntries } from '../../functions/accounts/list-entries.ts';
import { contract as listHolds } from '../../functions/accounts/list-holds.ts';
import { contract as checkInvariants } from '../../functions/ledger/check-invariants.ts';
import { contract as listInvariantChecks } from '../../functions/ledger/list-invariant-checks.ts';
import { contract as listTrialBalances } from '../../functions/ledger/list-trial-balances.ts';
import { contract as readInvariantCheck } from '../../functions/ledger/read-invariant-check.ts';
import { contract as readTrialBalance } from '../../functions/ledger/read-trial-balance.ts';
import { contract as takeTrialBalance } from '../../functions/ledger/take-trial-balance.ts';
import { letPass } from '../cloud/clock.ts';
import type { Command } from '../cloud/meter.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import { atDesk } from './operators.ts';
import { Person, pressed } from './person.ts';
import { isKept, type Scenario } from './scenario.ts';
import { acquainted, small, waiting } from './transfers.ts';

/** More than the five minutes that a transfer waits. */
const lapsedMs = 310_000;
const pageLines = 20;

/** A payer with a full page of his own lines, which are the longest ones: each carries payee, remark and request digest. */
async function withStatement(bank: MeteredBank): Promise<Person> {
  const [payer, payee] = await acquainted(bank);
  for (let line = 0; line < pageLines; line++) await payer.pays(payee, small, pressed(), '十月份房租，含水电');
  await payer.client.call(listEntries, { accountId: payer.account.accountId });
  return payer;
}

async function trialBalance(bank: MeteredBank) {
  const { client } = await atDesk(bank, 'auditor');
  return { client, report: await client.call(takeTrialBalance, {}, pressed()) };
}

async function invariantCheck(bank: MeteredBank) {
  const { client } = await atDesk(bank, 'auditor');
  return { client, report: await client.call(checkInvariants, {}, pressed()) };
}

async function swept(bank: MeteredBank): Promise<void> {
  // What other scenarios left waiting is swept first.
  letPass(lapsedMs);
  await bank.functions.invoke('sweepExpiredHolds', {});
  await waiting(bank);
  letPass(lapsedMs);
  await bank.functions.invoke('sweepExpiredHolds', {});
}

const isOwnership = (command: Command): boolean => command.name === 'Get' && !isKept(command);

/** Statements, hot accounts, lapsed holds and reports. */
export const ledger: readonly Scenario[] = [
  { operation: 'listEntries', when: 'whose account it is', only: isOwnership, read: 0.5, write: 0, run: withStatement },
  {
    operation: 'listEntries',
    when: 'a page of 20 lines',
    only: ({ name }) => name === 'Query',
    read: 1,
    write: 0,
    run: withStatement,
  },
  {
    operation: 'listHolds',
    when: 'one hold',
    read: 1,
    write: 0,
    run: async (bank) => {
      const { payer, id } = await waiting(bank);
      await payer.client.call(listHolds, { accountId: id.accountId });
    },
  },
  {
    operation: 'foldHotEntries',
    when: 'one line; n lines at once take 2 + 2n',
    read: 1,
    write: 4,
    run: (bank) => Person.arrived(bank, small),
  },
  { operation: 'indexHoldExpiry', when: 'a new hold', read: 0, write: 1, run: waiting },
  { operation: 'sweepExpiredHolds', when: 'one lapsed transfer', read: 3.5, write: 5, run: swept },
  { operation: 'takeTrialBalance', when: 'asked for', read: 1, write: 1, run: trialBalance },
  { operation: 'queueLedgerReport', when: 'asked for', read: 0, write: 0, run: trialBalance },
  { operation: 'checkInvariants', when: 'asked for', read: 1, write: 1, run: invariantCheck },
  {
    operation: 'readTrialBalance',
    when: 'one',
    read: 1,
    write: 0,
    run: async (bank) => {
      const { client, report } = await trialBalance(bank);
      await client.call(readTrialBalance, { trialBalanceId: report.trialBalanceId });
    },
  },
  {
    operation: 'readInvariantCheck',
    when: 'one',
    read: 1,
    write: 0,
    run: async (bank) => {
      const { client, report } = await invariantCheck(bank);
      await client.call(readInvariantCheck, { checkId: report.checkId });
    },
  },
  {
    operation: 'listTrialBalances',
    when: 'a few',
    read: 0.5,
    write: 0,
    run: async (bank) => (await atDesk(bank, 'auditor')).client.call(listTrialBalances, {}),
  },
  {
    operation: 'listInvariantChecks',
    when: 'a few',
    read: 0.5,
    write: 0,
    run: async (bank) => (await atDesk(bank, 'auditor')).client.call(listInvariantChecks, {}),
  },
];
