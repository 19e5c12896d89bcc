import { createHash } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { beforeAll } from 'vitest';
import { listenAsKms } from '../../bench/cloud/kms.ts';
import { type Listener, listenAs } from '../../bench/cloud/json-service.ts';
import { type LocalServer, openTrusted, textOf } from '../../bench/cloud/local-server.ts';
import { handler as applyCoffee } from '../../functions/partner-coffee/apply-coffee.consumer.ts';
import { handler as receiveCoffee } from '../../functions/partner-coffee/receive-coffee.ts';
import { handler as applySf } from '../../functions/partner-sf/apply-sf.consumer.ts';
import { handler as receiveSf } from '../../functions/partner-sf/receive-sf.ts';
import { handler as answerBank } from '../../functions/sandbox-partner/answer-bank.ts';
import type { HttpEvent, HttpReply } from '../../shared/lambda/http.ts';
import { context, httpEvent } from '../lambda/http-event.ts';
import { startTable } from './dynoxide.ts';

const receivers: Readonly<Record<string, (event: HttpEvent, at: ReturnType<typeof context>) => Promise<HttpReply>>> = {
  sf: receiveSf,
  coffee: receiveCoffee,
};
const appliers = { sf: applySf, coffee: applyCoffee };

/** The real handlers of the partners around a real table, with HTTPS between them; only SQS is a list, so that a test orders it. */
export interface PartnerBank {
  readonly queue: string[];
  /** Hands what is queued to the consumers, as SQS would, in this order. */
  drain(messages?: readonly string[]): Promise<void>;
}

/** One for all tests of this file. The first run on a machine has a certificate to make, hence the long time. */
export function usePartnerBank(): PartnerBank {
  const queue: string[] = [];
  beforeAll(() => start(queue), 60_000);
  const drain = async (messages = queue.splice(0)): Promise<void> => {
    for (const body of messages) await deliver(body);
  };
  return { queue, drain };
}

/** @returns what stops it */
async function start(queue: string[]): Promise<() => void> {
  const engine = await startTable();
  const kms = await listenAsKms();
  const sqs = await listenAs({
    SendMessage: ({ MessageBody }) => {
      queue.push(String(MessageBody));
      const MD5OfMessageBody = createHash('md5').update(String(MessageBody)).digest('hex');
      return { MessageId: `m-${queue.length}`, MD5OfMessageBody, SequenceNumber: String(queue.length) };
    },
  });
  const gateway = await listenAsGateway();
  setEnvironment(kms, sqs, `https://127.0.0.1:${gateway.port}/v1`);
  return () => {
    for (const server of [gateway, kms, sqs]) server.close();
    engine.stop();
  };
}

/** One message, to the consumer of the partner whose order it names: both consumers read the same form. */
async function deliver(body: string): Promise<void> {
  const partner = body.includes('"reference":"COFFEE') ? 'coffee' : 'sf';
  const { batchItemFailures } = await appliers[partner](sqsEvent(body), context(60_000));
  if (batchItemFailures.length > 0) throw new Error('a message was not taken');
}

const sqsEvent = (body: string): SQSEvent => ({
  Records: [
    {
      messageId: 'message',
      receiptHandle: 'receipt',
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws-cn:sqs:cn-north-1:000000000000:queue',
      awsRegion: 'cn-north-1',
    },
  ],
});

/** Routes as the gateway does: to the simulator, and from it to the bank's callbacks. */
const listenAsGateway = (): Promise<LocalServer> =>
  openTrusted((request, response) => {
    void (async () => {
      const path = request.url!.replace('/v1', '');
      const [, sandbox] = /^\/sandbox\/partners\/(\w+)$/.exec(path) ?? [];
      const [, callback, token = ''] = /^\/partners\/(\w+)\/callbacks\/([\w-]+)$/.exec(path) ?? [];
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const pathParameters: Record<string, string> = sandbox ? { partner: sandbox } : { token };
      const told = { path, headers, body: await textOf(request), pathParameters };
      const handle = sandbox ? answerBank : receivers[callback!]!;
      const reply = await handle(httpEvent(told), context(30_000));
      response.writeHead(reply.statusCode, reply.headers).end(reply.body);
    })();
  });

function setEnvironment(kms: Listener, sqs: Listener, baseUrl: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    BANK_BASE_URL: baseUrl,
    BANK_KEYRING_KEY: 'keyring',
    BANK_PARTNER_SF_URL: `${baseUrl}/sandbox/partners/sf`,
    BANK_PARTNER_COFFEE_URL: `${baseUrl}/sandbox/partners/coffee`,
    BANK_QUEUE_PARTNER_SF: sqs.url,
    BANK_QUEUE_PARTNER_COFFEE: sqs.url,
    POWERTOOLS_LOG_LEVEL: process.env['TEST_LOG'] ?? 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
}
