import type { ConsumerContract, FunctionContract, Source } from '../shared/contract/contract.ts';
import type { StreamFilter } from '../shared/contract/stream-filter.ts';
import { type Deployable, ofKind, timeoutSecondsDefault } from './operations.ts';

type FromStream = Extract<Source, { stream: unknown }>;

/** A consumer of the table's stream, whose filter is known to be there. */
export type StreamDeployable = Deployable<ConsumerContract & { readonly source: FromStream }>;

/** A change waits for the slowest consumer of its batch, and a customer for the change: what takes longer reads a queue. */
const timeoutSecondsMax = 30;

const streamConsumers = (all: readonly Deployable[]): StreamDeployable[] =>
  ofKind(all, 'consumer').filter((one): one is StreamDeployable => 'stream' in one.contract.source);

/** The consumers that share one reader of the stream: all but those that ask for their own. */
export function sharingConsumers(all: readonly Deployable[]): StreamDeployable[] {
  const sharing = streamConsumers(all).filter(({ contract }) => contract.source.reader !== 'own');
  for (const { domain, contract } of sharing) {
    if ((contract.timeoutSeconds ?? 0) > timeoutSecondsMax)
      throw new Error(`${contract.name} may take ${contract.timeoutSeconds} s: others would wait, let it read a queue`);
    // Its code would be in the bundle of prod too.
    if (domain.startsWith('sandbox-')) throw new Error(`${contract.name} is a simulator: it cannot share the reader`);
  }
  return sharing;
}

/** What the consumers that share ask for. */
export const filtersOf = (consumers: readonly StreamDeployable[]): StreamFilter[] =>
  consumers.map(({ contract }) => contract.source.stream);

/**
 * The one function that runs them all. It may do what any of them may, and write the dead letters of those that only read; to write
 * includes to read.
 */
export const streamReaderOf = (consumers: readonly StreamDeployable[]): Deployable<FunctionContract> => ({
  domain: 'events',
  file: 'read-stream',
  contract: {
    name: 'readStream',
    summary: 'Hand each change of the table to every consumer that asks for it',
    grants: [...new Set(['table:write' as const, ...consumers.flatMap(({ contract }) => contract.grants)])].filter(
      (grant) => grant !== 'table:read',
    ),
    timeoutSeconds: Math.max(...consumers.map(({ contract }) => contract.timeoutSeconds ?? timeoutSecondsDefault)),
  },
});
