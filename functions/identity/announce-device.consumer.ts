import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { requireCustomer } from '../../shared/data/customer.store.ts';
import { derivedKey } from '../../shared/data/keyed-hash.ts';
import { newDeviceText } from '../../shared/domain/identity/device-notice.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { sendSms } from '../../shared/gateway/sms.ts';
import { consume } from '../../shared/lambda/consume.ts';

export const contract = defineConsumer({
  name: 'announceDevice',
  summary: 'Tell a customer by text that one more device was bound (abuse case 2)',
  grants: ['table:read', 'keyring', 'sms'],
  source: { stream: { entities: ['device'], events: ['INSERT'] } },
  input: z.object({ customerId: idOf('cus'), deviceId: idOf('dev'), boundAt: z.bigint(), coolingUntil: z.bigint() }),
});

export const handler = consume(contract, async ({ customerId, deviceId, boundAt, coolingUntil }, { now }) => {
  // The first device cools for no time at all: there is nobody yet whom its binding could harm.
  if (coolingUntil === boundAt) return;
  const { phone } = await requireCustomer(customerId);
  // One device, one message id: a change that comes twice is one text.
  const messageId = `sms_${deviceId.slice('dev_'.length)}`;
  await sendSms({ messageId, phone, text: newDeviceText(Number(boundAt)), sentAt: now }, await derivedKey('sms'));
});
