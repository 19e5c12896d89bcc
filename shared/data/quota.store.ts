import { planUse, type Window } from '../domain/quotas/quota.ts';
import { secondsOf } from '../domain/time.ts';
import { commit, decide, type Write } from './commit.ts';
import { type LookupKind, lookupHash } from './keyed-hash.ts';
import { quotas } from './quota.entity.ts';

/** Who uses a quota up: known to the table only by a keyed hash. */
export interface QuotaSubject {
  readonly kind: LookupKind;
  readonly value: string;
}

/** Forgets the uses so far, in the transaction of what shows that they were honest. */
export async function forgetWrite(quota: string, subject: QuotaSubject): Promise<Write> {
  return quotas.remove({ quota, subjectHash: await lookupHash(subject.kind, subject.value) }, []);
}

/**
 * Counts one use of `quota` by a phone or an address, exactly, however many come at once.
 * @throws TooManyRequests
 */
export async function useQuota(
  quota: string,
  subject: QuotaSubject,
  windows: readonly Window[],
  now: number,
): Promise<void> {
  const id = { quota, subjectHash: await lookupHash(subject.kind, subject.value) };
  const second = secondsOf(now);
  const longest = Math.max(...windows.map(({ seconds }) => seconds));
  await decide(async () => {
    const row = await quotas.read(id, 'consistent');
    const used = planUse((row?.used ?? []).map(Number), windows, second);
    const uses = row?.uses ?? 0n;
    const pinned = row ? quotas.guard.is('uses', uses) : quotas.guard.absent('uses');
    await commit(
      quotas.put({ ...id, used: used.map(String), uses: uses + 1n, expiresAt: BigInt(second + longest) }, [pinned]),
    );
  });
}
