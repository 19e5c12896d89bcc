import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { derivedKey } from '../../shared/data/keyed-hash.ts';
import { deliver } from '../../shared/data/sandbox-sms.store.ts';
import { defineError, DomainError, noDetails } from '../../shared/domain/errors.ts';
import { smsMessage, smsSkewMsMax } from '../../shared/domain/identity/sms-message.ts';
import { isSignedSms } from '../../shared/gateway/sms-signature.ts';
import { serve } from '../../shared/lambda/serve.ts';

const NotFromTheBank = defineError({
  code: 'SANDBOX_SMS_NOT_FROM_THE_BANK',
  kind: 'unauthenticated',
  title: { zh: '签名不正确或已过期', en: 'The signature is wrong or too old' },
  action: { zh: '请检查签名密钥与时间', en: 'Check the signing key and the clock' },
  details: noDetails,
});

export const contract = defineContract({
  name: 'receiveSmsMessage',
  summary: 'Simulator of the SMS provider: takes a signed text and shows it in the inbox instead of sending it',
  method: 'POST',
  path: '/sandbox/sms-messages',
  auth: 'public',
  business: 'sandbox',
  // Not idempotent by key: the provider knows a message by its own id.
  idempotent: false,
  status: 202,
  grants: ['table:write', 'keyring'],
  input: z.extend(smsMessage, { signature: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)) }),
  output: z.pick(smsMessage, { messageId: true }),
  errors: [NotFromTheBank],
});

export const handler = serve(contract, async ({ signature, ...message }, { now }) => {
  const fresh = Math.abs(now - message.sentAt) <= smsSkewMsMax;
  if (!fresh || !isSignedSms(message, signature, await derivedKey('sms'))) throw new DomainError(NotFromTheBank);
  await deliver(message);
  return { messageId: message.messageId };
});
