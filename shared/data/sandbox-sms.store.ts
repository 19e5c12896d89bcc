import * as z from 'zod/mini';
import { type SmsMessage, smsMessage } from '../domain/identity/sms-message.ts';
import { secondsOf } from '../domain/time.ts';
import { commit, decide } from './commit.ts';
import { lookupHash } from './keyed-hash.ts';
import { readPage } from './page.ts';
import { type SandboxSmsRow, sandboxSms } from './sandbox-sms.entity.ts';
import { seal, unseal } from './sealed.ts';

/** An inbox keeps a text for a day. */
const keptSeconds = 24 * 60 * 60;
const inboxMax = 20;

const personal = z.pick(smsMessage, { phone: true, text: true });

/** Puts a text into the inbox of its phone; the same message twice is one text. */
export async function deliver(message: SmsMessage): Promise<void> {
  const { phone, text, messageId, sentAt } = message;
  const id = { phoneHash: await lookupHash('phone', phone), messageId };
  const sealed = await seal({ phone, text }, sandboxSms.key(id));
  const row: SandboxSmsRow = {
    ...id,
    sealed,
    sentAt: BigInt(sentAt),
    expiresAt: BigInt(secondsOf(sentAt) + keptSeconds),
  };
  await decide(() => commit(sandboxSms.put(row)));
}

/** The newest texts to a phone, newest first. */
export async function readInbox(phone: string): Promise<Omit<SmsMessage, 'phone'>[]> {
  const { pk } = sandboxSms.key({ phoneHash: await lookupHash('phone', phone), messageId: '' });
  const slice = { pk, from: 'sms_', to: 'sms_~', order: 'newest', limit: inboxMax, consistency: 'consistent' } as const;
  const { data } = await readPage(sandboxSms, slice);
  return Promise.all(
    data.map(async (row) => {
      const { text } = await unseal(row.sealed, sandboxSms.key(row), personal);
      return { messageId: row.messageId, text, sentAt: Number(row.sentAt) };
    }),
  );
}
