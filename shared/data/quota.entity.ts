import { Entity } from './entity.ts';

/** The recent uses of something by somebody, who is known here by a keyed hash only. */
export interface QuotaRow {
  readonly quota: string;
  readonly subjectHash: string;
  /** Seconds since 1970 of each use that a window still sees, ascending. */
  readonly used: readonly string[];
  /** Uses ever: what a write pins, so that two uses at once are both counted. */
  readonly uses: bigint;
  /** TTL, seconds. */
  readonly expiresAt: bigint;
}
export const quotas = new Entity<QuotaRow, Pick<QuotaRow, 'quota' | 'subjectHash'>>(
  'quota',
  ({ quota, subjectHash }) => ({
    pk: `QUOTA#${quota}#${subjectHash}`,
    sk: 'QUOTA',
  }),
);
