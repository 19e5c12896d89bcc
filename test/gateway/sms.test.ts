import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sendSms } from '../../shared/gateway/sms.ts';

const heard: string[] = [];
let status = 200;
let provider: Server;
beforeAll(async () => {
  provider = createServer((request, response) => {
    request.on('data', (chunk: Buffer) =>
      heard.push((JSON.parse(chunk.toString()) as { messageId: string }).messageId),
    );
    request.on('end', () => response.writeHead(status).end());
  });
  provider.listen(0, '127.0.0.1');
  await new Promise((resolve) => provider.once('listening', resolve));
  vi.stubEnv('BANK_SMS_URL', `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`);
});
afterAll(() => provider.close());

const send = (messageId: string) =>
  sendSms({ messageId, phone: '13800000001', text: '验证码', sentAt: 1 }, Buffer.alloc(32));

it('a text that the provider takes is sent once', async () => {
  await send('sms_taken');
  expect(heard.filter((id) => id === 'sms_taken')).toHaveLength(1);
});

it('a text that the provider takes twice not is told to be unsent, after two tries under one id', async () => {
  status = 500;
  await expect(send('sms_refused')).rejects.toThrow('SMS_UNAVAILABLE');
  expect(heard.filter((id) => id === 'sms_refused')).toHaveLength(2);
});
