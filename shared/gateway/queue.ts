import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueVariable } from '../domain/queue-variable.ts';

let client: SQSClient | undefined;
const queues = () =>
  (client ??= new SQSClient({ maxAttempts: 3, requestHandler: { requestTimeout: 2500, connectionTimeout: 1000 } }));

/** Replaces the client: the proof harness hands in one with faults in its middleware stack. */
export function useQueues(replacement: SQSClient): void {
  client = replacement;
}

/** Puts one message behind the others of its group; the same `dedupeId` within five minutes is one message. */
export async function sendInOrder(queue: string, group: string, dedupeId: string, body: object): Promise<void> {
  const QueueUrl = urlOf('BANK_QUEUE', queue);
  await queues().send(
    new SendMessageCommand({
      QueueUrl,
      MessageGroupId: group,
      MessageDeduplicationId: dedupeId,
      MessageBody: JSON.stringify(body),
    }),
  );
}

/** A message that was given up (死信). */
export interface DeadLetter {
  readonly letterId: string;
  readonly body: string;
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly receipt: string;
}

/** Messages of one look; a queue shows at most ten at a time. */
const looksMax = 5;

/** Takes up to 50 dead letters out of sight for `seconds`; they come back unless they are dropped. */
export async function takeDeadLetters(queue: string, seconds: number): Promise<DeadLetter[]> {
  const QueueUrl = urlOf('BANK_DEAD_LETTERS', queue);
  const letters = new Map<string, DeadLetter>();
  for (let look = 0; look < looksMax; look++) {
    const { Messages = [] } = await queues().send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: seconds,
        MessageSystemAttributeNames: ['SentTimestamp', 'MessageGroupId'],
      }),
    );
    if (Messages.length === 0) break;
    for (const { MessageId = '', Body = '', ReceiptHandle = '', Attributes = {} } of Messages) {
      letters.set(MessageId, {
        letterId: MessageId,
        body: Body,
        receipt: ReceiptHandle,
        group: Attributes.MessageGroupId ?? MessageId,
        sentAt: Number(Attributes.SentTimestamp),
      });
    }
  }
  return [...letters.values()];
}

/** Forgets a dead letter that was sent back. */
export async function dropDeadLetter(queue: string, { receipt }: DeadLetter): Promise<void> {
  await queues().send(
    new DeleteMessageCommand({ QueueUrl: urlOf('BANK_DEAD_LETTERS', queue), ReceiptHandle: receipt }),
  );
}

function urlOf(what: 'BANK_QUEUE' | 'BANK_DEAD_LETTERS', queue: string): string {
  const name = `${what}_${queueVariable(queue)}`;
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set`);
  return url;
}
