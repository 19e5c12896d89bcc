import { createHash } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { type Deployable, ofKind } from '../../lib/operations.ts';
import { queueVariable } from '../../shared/domain/queue-variable.ts';
import type { Functions } from './invoke.ts';
import { type Listener, listenAs } from './json-service.ts';

/** Keeps what is sent to the bank's queues and hands it to the consumer of each, one message a call. */
export class Queues {
  private readonly waiting: { readonly queue: string; readonly body: string }[] = [];
  private readonly functions: Functions;

  constructor(functions: Functions) {
    this.functions = functions;
  }

  /** Listens as SQS does; what is sent is delivered at the next `pump`. */
  listen(): Promise<Listener> {
    return listenAs({
      SendMessage: ({ QueueUrl, MessageBody }) => {
        const body = String(MessageBody);
        this.waiting.push({ queue: String(QueueUrl).split('/').at(-1)!, body });
        return {
          MessageId: String(this.waiting.length),
          MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
        };
      },
    });
  }

  /** Delivers what was sent since the last time; says how much that was. */
  async pump(): Promise<number> {
    const due = this.waiting.splice(0);
    for (const { queue, body } of due) {
      const reader = readersOf(this.functions.all).find(({ source }) => source.queue === queue);
      if (!reader) throw new Error(`nobody reads the queue ${queue}`);
      await this.functions.invoke(reader.name, { Records: [messageOf(body)] });
    }
    return due.length;
  }
}

/** The address of each queue, as its senders know it. */
export const queueAddresses = (all: readonly Deployable[], { url }: Listener): Record<string, string> =>
  Object.fromEntries(
    readersOf(all).map(({ source: { queue } }) => [
      `BANK_QUEUE_${queueVariable(queue)}`,
      `${url}/000000000000/${queue}`,
    ]),
  );

const readersOf = (all: readonly Deployable[]) =>
  ofKind(all, 'consumer').flatMap(({ contract: { name, source } }) => ('queue' in source ? [{ name, source }] : []));

const messageOf = (body: string) =>
  ({ messageId: '1', body, eventSource: 'aws:sqs', attributes: { ApproximateReceiveCount: '1' } }) as SQSRecord;
