import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { ConsumerContract } from '../contract/contract.ts';
import { isAskedFor } from '../contract/stream-filter.ts';
import type { Redeliver } from './take.ts';

/** The file of a consumer, as it is imported. */
export interface SharingConsumer {
  readonly contract: Pick<ConsumerContract, 'name' | 'source'>;
  readonly handler: (event: DynamoDBStreamEvent, context: Context) => Promise<Redeliver>;
}

/**
 * Hands each record of a batch to every consumer that asks for it: each takes its own in their order, and all work side by
 * side. Asked for again is what the least advanced one still needs; the others, whom twice does not harm, see it again.
 * @example export const handler = dispatch([announceDevice, rememberPayee]); // the generated entry of build/stream-entry.ts
 */
export const dispatch =
  (consumers: readonly SharingConsumer[]) =>
  async ({ Records }: DynamoDBStreamEvent, context: Context): Promise<Redeliver> => {
    const failed = await Promise.all(consumers.map((one) => firstFailed(one, Records, context)));
    const first = Records.find((record) => failed.includes(record));
    return { batchItemFailures: first ? [{ itemIdentifier: sequenceOf(first) }] : [] };
  };

/** The first record that the consumer wants to see again. */
async function firstFailed({ contract, handler }: SharingConsumer, records: DynamoDBRecord[], context: Context) {
  const { source } = contract;
  const mine = 'stream' in source ? records.filter((record) => isAskedFor(source.stream, record)) : [];
  if (mine.length === 0) return undefined;
  try {
    const { batchItemFailures } = await handler({ Records: mine }, context);
    const again = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    return again.size === 0 ? undefined : (mine.find((record) => again.has(sequenceOf(record))) ?? mine[0]);
  } catch {
    // Logged where it happened (`observed`); how far it came nobody knows, so all of it comes again.
    return mine[0];
  }
}

const sequenceOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';
