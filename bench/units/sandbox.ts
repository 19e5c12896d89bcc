import { Person } from './person.ts';
import type { Scenario } from './scenario.ts';

/** Simulators of the outside world; never in production, so their units are nobody's bill. */
export const sandbox: readonly Scenario[] = [
  { operation: 'receiveSmsMessage', when: 'one text', read: 0, write: 1, run: Person.arrived },
  { operation: 'listSmsInbox', when: 'one text', read: 1, write: 0, run: Person.arrived },
];
