import { randomBytes } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { contract as createRegistration } from '../../../functions/identity/create-registration.ts';
import { contract as listSmsInbox } from '../../../functions/sandbox-sms/list-sms-inbox.ts';
import { contract as receiveSmsMessage } from '../../../functions/sandbox-sms/receive-sms-message.ts';
import { eventually } from '../../../local/actor.ts';
import { bankClient } from '../../../shared/contract/client.ts';
import { sendSigned } from '../../../shared/contract/send-signed.ts';
import { newId } from '../../../shared/data/new-id.ts';
import { signSms } from '../../../shared/gateway/sms-signature.ts';
import { newCustomer, newDevice, newPhone, refusal, signInElsewhere, textsTo } from '../../support/people.ts';

describe('texts to one phone (abuse case 4)', () => {
  it('are one a minute, whoever asks', async () => {
    const [phone, first, other] = [newPhone(), await newDevice(), await newDevice()];
    await first.call(createRegistration, { phone });
    const problem = await refusal(other.call(createRegistration, { phone }));
    expect(problem).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect((problem.details as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(50);
    expect(await textsTo(phone)).toHaveLength(1);
  });

  it('are one, when many ask at once', async () => {
    const phone = newPhone();
    const devices = await Promise.all(Array.from({ length: 8 }, newDevice));
    await Promise.allSettled(devices.map((device) => device.call(createRegistration, { phone })));
    expect(await textsTo(phone)).toHaveLength(1);
  });
});

describe('announceDevice (abuse case 2)', () => {
  it('tells the phone of a second device, once, and not of the first', async () => {
    const { phone } = await newCustomer();
    await signInElsewhere(phone);
    const announced = await eventually('a notice', async () => {
      const notices = (await textsTo(phone)).filter((text) => text.includes('在一台新设备上登录。'));
      return notices.length > 0 ? notices : undefined;
    });
    expect(announced).toHaveLength(1);
  });
});

describe('the SMS simulator', () => {
  it('shows a phone only its own texts', async () => {
    const device = await newDevice();
    const [phone, other] = [newPhone(), newPhone()];
    await device.call(createRegistration, { phone });
    await device.call(createRegistration, { phone: other });
    const { data } = await device.call(listSmsInbox, { phone });
    expect(data).toMatchObject([{ text: expect.stringContaining('用于注册手机银行') }]);
  });

  it('takes nothing that the bank did not sign', async () => {
    const anyone = bankClient(sendSigned(inject('baseUrl'), () => undefined));
    const phone = newPhone();
    const message = { messageId: newId('sms'), phone, text: '验证码000000', sentAt: Date.now() };
    const forged = anyone.call(receiveSmsMessage, { ...message, signature: signSms(message, randomBytes(32)) });
    expect(await refusal(forged)).toMatchObject({ status: 401, code: 'SANDBOX_SMS_NOT_FROM_THE_BANK' });
    expect(await textsTo(phone)).toEqual([]);
  });
});
