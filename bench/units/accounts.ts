import { contract as listAccounts } from '../../functions/accounts/list-accounts.ts';
import { contract as readAccount } from '../../functions/accounts/read-account.ts';
import { contract as readHealth } from '../../functions/edge/read-health.ts';
import { Person } from './person.ts';
import type { Scenario } from './scenario.ts';

/** Reading and opening accounts, money from outside, and what stands at the door. */
export const accounts: readonly Scenario[] = [
  {
    operation: 'readAccount',
    when: 'the balance',
    read: 0.5,
    write: 0,
    run: async (bank) => {
      const { client, account } = await Person.arrived(bank);
      await client.call(readAccount, { accountId: account.accountId });
    },
  },
  {
    operation: 'listAccounts',
    when: 'one account',
    read: 1,
    write: 0,
    run: async (bank) => (await Person.arrived(bank)).client.call(listAccounts, {}),
  },
  {
    operation: 'openAccount',
    when: 'the second account, class II',
    read: 2.5,
    write: 8,
    run: async (bank) => (await Person.arrived(bank)).opened('II'),
  },
  {
    operation: 'payIn',
    when: 'another bank pays in: the leg of the hot account is appended',
    read: 2.5,
    write: 6,
    run: (bank) => Person.arrived(bank, 100n),
  },
  {
    operation: 'authorize',
    when: 'before a call that changes something',
    read: 1,
    write: 1,
    run: (bank) => Person.arrived(bank),
  },
  {
    operation: 'authorize',
    when: 'before a read',
    read: 1,
    write: 0,
    run: async (bank) => (await Person.arrived(bank)).client.call(listAccounts, {}),
  },
  {
    operation: 'readHealth',
    when: 'anyone',
    read: 0,
    write: 0,
    run: async (bank) => (await Person.arrived(bank)).client.call(readHealth, {}),
  },
  {
    operation: 'refuseUnknownPath',
    when: 'a path that no operation has',
    read: 0,
    write: 0,
    run: (bank) => fetch(`${bank.baseUrl}/nowhere`),
  },
];
