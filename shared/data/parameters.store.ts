import { DomainError } from '../domain/errors.ts';
import { requireOther, type Switchable, SwitchPlanMissing, switchable } from '../domain/parameters/switch.ts';
import { commit, decide, Stale } from './commit.ts';
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
const switchEntity = new Entity<SwitchRow, Pick<SwitchRow, 'business'>>(
  'switch',
  ({ business }) => ({ pk: 'PARAM', sk: `SWITCH#${business}` }),
  ({ sk }) => ({ business: sk.slice(7) as Switchable }),
);
/** Each approved change, for good. */
const switchRecordEntity = new Entity<SwitchRow, Pick<SwitchRow, 'business' | 'version'>>(
  'switch-record',
  ({ business, version }) => ({
    pk: `PARAM#SWITCH#${business}`,
    sk: String(version).padStart(8, '0'),
  }),
);

/** A closed business is closed everywhere after this; one read per container and business in that time. */
const keptMs = 15_000;
const cache = new Map<string, { readonly open: boolean; readonly until: number }>();

/** Whether a line of business is open; without a row it is. */
export async function isBusinessOpen(business: string, now: number): Promise<boolean> {
  if (!switchable.some((one) => one === business)) return true;
  const known = cache.get(business);
  if (known && now < known.until) return known.open;
  const open = (await switchEntity.read({ business: business as Switchable }))?.open ?? true;
  cache.set(business, { open, until: now + keptMs });
  return open;
}

/** Every switch as it stands. */
export async function readSwitches(): Promise<SwitchRow[]> {
  const rows = await switchEntity.readMany(
    switchable.map((business) => ({ business })),
    'consistent',
  );
  return switchable.map((business) => rows.find((row) => row.business === business) ?? untouched(business));
}

const untouched = (business: Switchable): SwitchRow => ({ business, open: true, version: 0n });

/** The maker's half: what the switch should become. A later proposal replaces one that nobody approved. */
export function proposeSwitch(business: Switchable, open: boolean, maker: string): Promise<SwitchRow> {
  return decide(async () => {
    const row = (await switchEntity.read({ business }, 'consistent')) ?? untouched(business);
    return save(row, { ...row, plannedOpen: open, plannedBy: maker });
  });
}

/**
 * The checker's half: approves exactly what was shown, so a proposal that was replaced meanwhile is refused.
 * @throws SwitchPlanMissing, SameOperator
 */
export function approveSwitch(business: Switchable, open: boolean, checker: string, now: number): Promise<SwitchRow> {
  return decide(async () => {
    const row = await switchEntity.read({ business }, 'consistent');
    if (row?.plannedBy === undefined || row.plannedOpen !== open) throw new DomainError(SwitchPlanMissing);
    requireOther(row.plannedBy, checker);
    const after = { business, open, version: row.version, maker: row.plannedBy, checker, changedAt: BigInt(now) };
    return save(row, after, true);
  });
}

async function save(before: SwitchRow, after: SwitchRow, approved = false): Promise<SwitchRow> {
  const row = { ...after, version: before.version + 1n };
  const { absent, is } = switchEntity.guard;
  const put = switchEntity.put(row, [before.version === 0n ? absent('version') : is('version', before.version)]);
  await commit(put, ...(approved ? [switchRecordEntity.insert(row, () => new Stale('recorded meanwhile'))] : []));
  cache.delete(row.business);
  return row;
}
