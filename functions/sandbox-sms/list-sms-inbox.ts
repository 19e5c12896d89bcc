import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { zonedTime } from '../../shared/contract/time-view.ts';
import { readInbox } from '../../shared/data/sandbox-sms.store.ts';
import { phone } from '../../shared/domain/identity/phone.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listSmsInbox',
  summary: 'Simulator of a phone: the newest 20 texts that the bank sent to it',
  method: 'GET',
  path: '/sandbox/sms-inbox/{phone}',
  auth: 'public',
  business: 'sandbox',
  idempotent: false,
  // Write, since the first call of a fresh bank may be the one that makes the lookup key.
  grants: ['table:write', 'keyring'],
  input: z.strictObject({ phone }),
  output: z.strictObject({
    data: z.array(z.strictObject({ messageId: idOf('sms'), text: z.string(), sentAt: zonedTime })),
  }),
  errors: [],
});

export const handler = serve(contract, async ({ phone: number }) => {
  const texts = await readInbox(number);
  return { data: texts.map((text) => ({ ...text, sentAt: isoTime(text.sentAt) })) };
});
