import { createHash, randomUUID } from 'node:crypto';
import { ofKind } from '../../lib/operations.ts';
import type { Functions } from './invoke.ts';
import { type Listener, listenAs } from './json-service.ts';

interface Message {
  readonly id: string;
  readonly body: string;
  readonly group: string;
  readonly sentAt: number;
}

/** The bank's queues: what is sent waits for the next `pump`, which hands it to its consumer one by one. */
export class Queues {
  private readonly waiting = new Map<string, Message[]>();
  private readonly functions: Functions;

  constructor(functions: Functions) {
    this.functions = functions;
  }

  /** Listens as SQS does. */
  listen(): Promise<Listener> {
    return listenAs({
      SendMessage: (request) =>
        this.send(nameIn(request), String(request['MessageBody']), String(request['MessageGroupId'])),
      ReceiveMessage: (request) => ({ Messages: this.of(nameIn(request)).splice(0, 10).map(received) }),
      DeleteMessage: () => ({}),
    });
  }

  /** Hands on what was sent since the last time; says how much that was. */
  async pump(): Promise<number> {
    let handed = 0;
    for (const { contract } of ofKind(this.functions.all, 'consumer')) {
      if (!('queue' in contract.source)) continue;
      for (const message of this.of(contract.source.queue).splice(0)) {
        await this.functions.invoke(contract.name, { Records: [recordOf(message)] });
        handed++;
      }
    }
    return handed;
  }

  private send(queue: string, body: string, group: string): object {
    const message = { id: randomUUID(), body, group, sentAt: Date.now() };
    this.of(queue).push(message);
    return { MessageId: message.id, MD5OfMessageBody: md5(body) };
  }

  private of(queue: string): Message[] {
    const messages = this.waiting.get(queue) ?? [];
    this.waiting.set(queue, messages);
    return messages;
  }
}

/** Where a queue's messages go that nobody could take. */
export const deadLettersOf = (queue: string): string => `dead-${queue}`;

const nameIn = (request: Record<string, unknown>): string => String(request['QueueUrl']).split('/').at(-1)!;
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const received = ({ id, body, group, sentAt }: Message) => ({
  MessageId: id,
  ReceiptHandle: id,
  Body: body,
  MD5OfBody: md5(body),
  Attributes: { SentTimestamp: String(sentAt), MessageGroupId: group },
});

const recordOf = ({ id, body, group, sentAt }: Message) => ({
  messageId: id,
  receiptHandle: id,
  body,
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(sentAt), MessageGroupId: group },
  messageAttributes: {},
  md5OfBody: md5(body),
  eventSource: 'aws:sqs',
  awsRegion: 'cn-north-1',
});
