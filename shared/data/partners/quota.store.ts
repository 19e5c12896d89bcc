import type { Partner } from '../../domain/partners/partner.ts';
import { secondsOf } from '../../domain/time.ts';
import { commit, decide, Stale } from '../commit.ts';
import { Entity } from '../entity.ts';

/** Calls to one partner in one minute, over all containers. */
interface PartnerQuotaRow {
  readonly partner: string;
  readonly minute: string;
  readonly calls: bigint;
  /** TTL, seconds. */
  readonly expiresAt: bigint;
}
const quotaEntity = new Entity<PartnerQuotaRow, Pick<PartnerQuotaRow, 'partner' | 'minute'>>(
  'partner-quota',
  ({ partner, minute }) => ({
    pk: `QUOTA#partner-${partner}`,
    sk: minute,
  }),
);

class Spent extends Error {
  override readonly name = 'Spent';
}

/** Counts one call against the partner's quota: 1 unit. False when the minute is spent; nothing may be called then. */
export async function takeCall({ name, calls: { perMinuteMax } }: Partner, now: number): Promise<boolean> {
  const id = { partner: name, minute: String(Math.floor(now / 60_000)) };
  const fresh = { ...id, calls: 1n, expiresAt: BigInt(secondsOf(now) + 3600) };
  const refused = (row: PartnerQuotaRow | undefined) => (row ? new Spent() : new Stale('the minute begins'));
  let begun = true;
  return decide(async () => {
    try {
      if (begun)
        await commit(
          quotaEntity.update(
            id,
            { add: { calls: 1n } },
            [quotaEntity.guard.below('calls', BigInt(perMinuteMax))],
            refused,
          ),
        );
      else await commit(quotaEntity.insert(fresh, () => new Stale('the minute has begun')));
      return true;
    } catch (error) {
      if (error instanceof Spent) return false;
      begun = !begun;
      throw error;
    }
  });
}
