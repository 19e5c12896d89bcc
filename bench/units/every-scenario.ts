import type { Deployable } from '../../lib/operations.ts';
import { accounts } from './accounts.ts';
import { consents } from './consents.ts';
import { identity } from './identity.ts';
import { ledger } from './ledger.ts';
import { operators } from './operators.ts';
import { partnerDesk } from './partner-desk.ts';
import { partners } from './partners.ts';
import { sandbox } from './sandbox.ts';
import type { Scenario } from './scenario.ts';
import { transfers } from './transfers.ts';

/** All that is metered, money first. */
export const everyScenario: readonly Scenario[] = [
  ...transfers,
  ...accounts,
  ...ledger,
  ...identity,
  ...operators,
  ...consents,
  ...partners,
  ...partnerDesk,
  ...sandbox,
];

/** Functions that no scenario calls, each with the reason. */
const unmetered: Readonly<Record<string, string>> = {
  makeLedgerReport:
    'reads every account of the bank once: its cost is the size of the bank, see the bill in bench/cost.ts',
  closeCase: 'needs an order that a partner and the bank see differently: rare, and closed by hand',
  applyCoffee: 'the same code as applySf, with another adapter',
  receiveCoffee: 'the same code as receiveSf, with another adapter',
  watchInvariants:
    'reads every account and the entries of two hours: its cost is the size of the bank, see bench/cost.ts',
};

/** Functions of the bank whose cost nobody has stated: a new operation stays here until it has a scenario or a reason. */
export const unstated = (all: readonly Deployable[]): readonly string[] =>
  all
    .map(({ contract }) => contract.name)
    .filter((name) => !(name in unmetered) && everyScenario.every(({ operation }) => operation !== name));
