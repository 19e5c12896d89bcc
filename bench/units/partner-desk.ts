import { contract as listCases } from '../../functions/partners/list-cases.ts';
import { contract as listPartnerDeadLetters } from '../../functions/partners/list-partner-dead-letters.ts';
import { contract as redrivePartnerDeadLetters } from '../../functions/partners/redrive-partner-dead-letters.ts';
import { contract as replacePartnerSecret } from '../../functions/partners/replace-partner-secret.ts';
import { contract as approveSwitch } from '../../functions/switches/approve-switch.ts';
import { contract as listSwitches } from '../../functions/switches/list-switches.ts';
import { contract as proposeSwitch } from '../../functions/switches/propose-switch.ts';
import { sandboxSecret } from '../../shared/data/partners/secret.store.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import { atDesk } from './operators.ts';
import type { Scenario } from './scenario.ts';

const change = { business: 'express', open: true } as const;

/** A switch proposed and approved as it stands, so that no other scenario meets a closed business. */
async function switched(bank: MeteredBank): Promise<void> {
  await (await atDesk(bank, 'maker')).client.call(proposeSwitch, change);
  await (await atDesk(bank, 'checker')).client.call(approveSwitch, change);
}

/** What operators do about partners and about what is open. */
export const partnerDesk: readonly Scenario[] = [
  { operation: 'proposeSwitch', when: 'express stays open', read: 1, write: 1, run: switched },
  { operation: 'approveSwitch', when: 'express stays open', read: 1, write: 4, run: switched },
  {
    operation: 'listSwitches',
    when: 'all',
    read: 4,
    write: 0,
    run: async (bank) => (await atDesk(bank, 'auditor')).client.call(listSwitches, {}),
  },
  {
    operation: 'listCases',
    when: 'none',
    read: 1,
    write: 0,
    run: async (bank) => (await atDesk(bank, 'checker')).client.call(listCases, { partner: 'sf' }),
  },
  {
    operation: 'listPartnerDeadLetters',
    when: 'none',
    read: 0,
    write: 0,
    run: async (bank) => (await atDesk(bank, 'checker')).client.call(listPartnerDeadLetters, { partner: 'sf' }),
  },
  {
    operation: 'redrivePartnerDeadLetters',
    when: 'none',
    read: 0,
    write: 0,
    run: async (bank) => (await atDesk(bank, 'checker')).client.call(redrivePartnerDeadLetters, { partner: 'sf' }),
  },
  {
    operation: 'replacePartnerSecret',
    when: 'of the coffee house',
    read: 0,
    write: 1,
    run: async (bank) => {
      const { client } = await atDesk(bank, 'checker');
      // The one that the simulator knows, so that the coffee house can still be called.
      await client.call(replacePartnerSecret, { partner: 'coffee', secret: await sandboxSecret('coffee') });
    },
  },
];
