import { expect, it } from 'vitest';
import { contract as createRegistration } from '../../../functions/identity/create-registration.ts';
import { contract as listSmsInbox } from '../../../functions/sandbox-sms/list-sms-inbox.ts';
import { newDevice, newPhone } from '../../support/people.ts';

it('listSmsInbox shows a phone its own texts, newest first', async () => {
  const [device, phone, other] = [await newDevice(), newPhone(), newPhone()];
  expect(await device.call(listSmsInbox, { phone })).toEqual({ data: [] });
  await device.call(createRegistration, { phone });
  const { data } = await device.call(listSmsInbox, { phone });
  expect(data).toMatchObject([{ text: expect.stringMatching(/^【松花银行】验证码\d{6}，用于注册手机银行/) }]);
  expect(await device.call(listSmsInbox, { phone: other })).toEqual({ data: [] });
});
