import { DomainError } from '../domain/errors.ts';
import { requireOther, SwitchPlanMissing } from '../domain/parameters/switch.ts';
import { switchable, type Switchable } from '../domain/parameters/switchable.ts';
import { commit, decide, Stale } from './commit.ts';
import { Entity } from './entity.ts';
import { openAtFirst } from './parameters.store.ts';
import { switchEntity, type SwitchRow } from './switch.entity.ts';

/** Each approved change, for good. */
const switchRecordEntity = new Entity<SwitchRow, Pick<SwitchRow, 'business' | 'version'>>(
  'switch-record',
  ({ business, version }) => ({
    pk: `PARAM#SWITCH#${business}`,
    sk: String(version).padStart(8, '0'),
  }),
);

/** Every switch as it stands. */
export async function readSwitches(): Promise<SwitchRow[]> {
  const rows = await switchEntity.readMany(
    switchable.map((business) => ({ business })),
    'consistent',
  );
  return switchable.map((business) => rows.find((row) => row.business === business) ?? untouched(business));
}

const untouched = (business: Switchable): SwitchRow => ({ business, open: openAtFirst(business), version: 0n });

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
    // An earlier round of this very call stood, though the table did not say so.
    if (row?.checker === checker && row.changedAt === BigInt(now) && row.plannedBy === undefined) return row;
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
  return row;
}
