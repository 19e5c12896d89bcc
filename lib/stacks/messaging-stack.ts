import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Ground } from '../cloud.ts';
import { BankQueue } from '../constructs/bank-queue.ts';
import { type Deployable, ofKind, timeoutSecondsDefault } from '../operations.ts';
import { ownerOf } from '../owners.ts';

/** Whether anything reads a queue: an empty stack cannot be deployed. */
export const needsQueues = (all: readonly Deployable[]): boolean =>
  ofKind(all, 'consumer').some(({ contract }) => 'queue' in contract.source);

/** Every queue that some consumer reads, with its dead letters; the consumers themselves live in their domains. */
export class MessagingStack extends Stack {
  readonly queues: ReadonlyMap<string, BankQueue>;

  constructor(scope: Construct, all: readonly Deployable[], { environment, operators }: Ground) {
    const { account, region } = environment;
    super(scope, 'messaging', { stackName: 'songhua-messaging', env: { account, region } });
    const readers = ofKind(all, 'consumer').flatMap(
      ({ domain, contract: { source, timeoutSeconds = timeoutSecondsDefault } }) =>
        'queue' in source ? [{ name: source.queue, owner: ownerOf(domain), timeoutSeconds }] : [],
    );
    this.queues = new Map(readers.map((reader) => [reader.name, new BankQueue(this, { ...reader, operators })]));
  }
}
