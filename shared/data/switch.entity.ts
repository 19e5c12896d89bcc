import type { Switchable } from '../domain/parameters/switchable.ts';
import { Entity } from './entity.ts';

/** How a switch stands, and the change to it that waits for a second person. */
export interface SwitchRow {
  readonly business: Switchable;
  readonly open: boolean;
  /** Counts the changes; each has a record of its own. */
  readonly version: bigint;
  readonly maker?: string;
  readonly checker?: string;
  readonly changedAt?: bigint;
  readonly plannedOpen?: boolean;
  readonly plannedBy?: string;
}
export const switchEntity = new Entity<SwitchRow, Pick<SwitchRow, 'business'>>(
  'switch',
  ({ business }) => ({ pk: 'PARAM', sk: `SWITCH#${business}` }),
  ({ sk }) => ({ business: sk.slice(7) as Switchable }),
);
