import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';

let client: SQSClient | undefined;
const queues = () =>
  (client ??= new SQSClient({ maxAttempts: 3, requestHandler: { requestTimeout: 2500, connectionTimeout: 1000 } }));

/** Puts one message behind the others of its group; the same `dedupeId` within five minutes is one message. */
export async function sendInOrder(queue: string, group: string, dedupeId: string, body: object): Promise<void> {
  const message = { MessageGroupId: group, MessageDeduplicationId: dedupeId, MessageBody: JSON.stringify(body) };
  await queues().send(new SendMessageCommand({ QueueUrl: urlOf('BANK_QUEUE', queue), ...message }));
}

/** `ledger-reports.fifo` is `LEDGER_REPORTS` in the environment. */
function urlOf(what: 'BANK_QUEUE', queue: string): string {
  const name = `${what}_${queue
    .replace(/\.fifo$/, '')
    .replaceAll('-', '_')
    .toUpperCase()}`;
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set`);
  return url;
}
