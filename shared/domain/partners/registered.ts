import type { Text } from '../errors.ts';

/** What the ledger must know of a partner: little, since every function that posts carries it. */
export interface Registered {
  /** One lower-case word: functions/partner-<name>/, `partner:<name>`, the simulator's path. */
  readonly name: string;
  /** As the statement names the payee. */
  readonly label: Text;
  /** Place in the chart: 2241nn (待清算款项). */
  readonly clearingIndex: number;
}

/** Every partner that the bank clears with. An index is never given out again. */
export const registered = {
  sf: { name: 'sf', label: { zh: '顺丰速运', en: 'SF Express' }, clearingIndex: 1 },
  coffee: { name: 'coffee', label: { zh: '松花咖啡', en: 'Songhua Coffee' }, clearingIndex: 2 },
} as const satisfies Record<string, Registered>;
