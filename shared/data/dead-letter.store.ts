import { commit } from './commit.ts';
import { Entity } from './entity.ts';
import type { Key } from './table.ts';

/** A change of the table that a consumer could not take in (死信). The item itself stays where it is; only its place is kept. */
export interface DeadLetterRow {
  readonly consumer: string;
  /** The stream's own id of the change. */
  readonly eventId: string;
  readonly change: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly sourcePk: string;
  readonly sourceSk: string;
  /** The class of the error, never its message. */
  readonly error: string;
  /** Milliseconds since 1970. */
  readonly parkedAt: bigint;
}

const deadLetterEntity = new Entity<DeadLetterRow, Pick<DeadLetterRow, 'consumer' | 'eventId'>>(
  'dead-letter',
  ({ consumer, eventId }) => ({ pk: `DEAD#${consumer}`, sk: eventId }),
  ({ pk, sk }) => ({ consumer: pk.slice(5), eventId: sk }),
);

/** Sets a change aside, so that the ones behind it go on; the same change twice is one letter. */
export async function parkChange(letter: Omit<DeadLetterRow, 'sourcePk' | 'sourceSk'>, { pk, sk }: Key): Promise<void> {
  await commit(deadLetterEntity.put({ ...letter, sourcePk: pk, sourceSk: sk }));
}
