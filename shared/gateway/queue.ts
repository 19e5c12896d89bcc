import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { queueVariable } from '../domain/queue-variable.ts';

let client: SQSClient | undefined;
const queues = () =>
  (client ??= new SQSClient({ maxAttempts: 3, requestHandler: { requestTimeout: 2500, connectionTimeout: 1000 } }));

/** Puts one message behind the others of its group; the same `dedupeId` within five minutes is one message. */
export async function sendInOrder(queue: string, group: string, dedupeId: string, body: object): Promise<void> {
  const message = { MessageGroupId: group, MessageDeduplicationId: dedupeId, MessageBody: JSON.stringify(body) };
  await queues().send(new SendMessageCommand({ QueueUrl: addressOf(queue), ...message }));
}

function addressOf(queue: string): string {
  const name = `BANK_QUEUE_${queueVariable(queue)}`;
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set`);
  return url;
}
