import { describe, expect, inject, it } from 'vitest';
import { contract as confirmRegistration } from '../../../functions/identity/confirm-registration.ts';
import { contract as confirmSignIn } from '../../../functions/identity/confirm-sign-in.ts';
import { contract as createRegistration } from '../../../functions/identity/create-registration.ts';
import { contract as createSession } from '../../../functions/identity/create-session.ts';
import { contract as listDevices } from '../../../functions/identity/list-devices.ts';
import { contract as listFactors } from '../../../functions/identity/list-factors.ts';
import { bankClient } from '../../../shared/contract/client.ts';
import { sendSigned } from '../../../shared/contract/send-signed.ts';
import { codeSentTo, newCustomer, newDevice, newPhone, refusal, textsTo, wrong } from '../../support/people.ts';

const person = { name: '王小明', deviceName: '小明的手机' };

/** A code on its way, and how to answer it. */
async function begun(phone = newPhone()) {
  const device = await newDevice();
  const { challengeId } = await device.call(createRegistration, { phone });
  return { phone, device, challengeId, code: await codeSentTo(phone) };
}

describe('registration', () => {
  it('makes a customer who can call at once', async () => {
    const { device, deviceId } = await newCustomer();
    const { data } = await device.call(listDevices, {});
    expect(data).toMatchObject([{ deviceId, name: '小明的手机', current: true }]);
  });

  it('enrols the confirmed phone as the first tool', async () => {
    const { device } = await newCustomer();
    expect(await device.call(listFactors, {})).toMatchObject({ data: [{ kind: 'sms-otp', state: 'ACTIVE' }] });
  });

  it('sends a text that names its purpose', async () => {
    const { phone } = await begun();
    expect((await textsTo(phone))[0]).toMatch(/^【松花银行】验证码\d{6}，用于注册手机银行，5分钟内有效/);
  });

  it('refuses a wrong code and says how many attempts are left', async () => {
    const { device, challengeId, code } = await begun();
    const answer = device.call(confirmRegistration, { challengeId, code: wrong(code), ...person });
    expect(await refusal(answer)).toMatchObject({ status: 422, code: 'CODE_WRONG', details: { attemptsLeft: 4 } });
  });

  it('uses a code once', async () => {
    const { device, challengeId, code } = await begun();
    await device.call(confirmRegistration, { challengeId, code, ...person });
    const again = device.call(confirmRegistration, { challengeId, code, ...person });
    expect(await refusal(again)).toMatchObject({ status: 404, code: 'CHALLENGE_NOT_OPEN' });
  });

  it('after a lost answer the bound device signs in by its key', async () => {
    const { device, challengeId, code } = await begun();
    const { customerId } = await device.call(confirmRegistration, { challengeId, code, ...person });
    expect(await device.call(createSession, {})).toMatchObject({ customerId });
  });

  it('lets only the device that asked use the code', async () => {
    const { challengeId, code } = await begun();
    const stranger = await newDevice();
    const answer = stranger.call(confirmRegistration, { challengeId, code, ...person });
    expect(await refusal(answer)).toMatchObject({ code: 'CHALLENGE_NOT_OPEN' });
  });

  it('takes no code for another purpose', async () => {
    const { device, challengeId, code } = await begun();
    const answer = device.call(confirmSignIn, { challengeId, code, deviceName: '另一台' });
    expect(await refusal(answer)).toMatchObject({ code: 'CHALLENGE_NOT_OPEN' });
  });

  it('compares at most five guesses, however many come at once (abuse case 3)', async () => {
    const { device, challengeId, code } = await begun();
    const guess = () => refusal(device.call(confirmRegistration, { challengeId, code: wrong(code), ...person }));
    // Three waves of eight: the local cloud starts a process for each call that is under way.
    const codes: string[] = [];
    for (let wave = 0; wave < 3; wave++) {
      const problems = await Promise.all(Array.from({ length: 8 }, guess));
      codes.push(...problems.map((problem) => problem.code));
    }
    expect(codes.filter((one) => one === 'CODE_WRONG')).toHaveLength(5);
    expect(codes.filter((one) => one === 'CHALLENGE_NOT_OPEN')).toHaveLength(19);
    const right = device.call(confirmRegistration, { challengeId, code, ...person });
    expect(await refusal(right)).toMatchObject({ code: 'CHALLENGE_NOT_OPEN' });
  });

  it('makes one customer of two right answers at once', async () => {
    const { device, challengeId, code } = await begun();
    const answer = () => device.call(confirmRegistration, { challengeId, code, ...person });
    const results = await Promise.allSettled([answer(), answer()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('refuses to bind one key to two customers', async () => {
    const { device } = await newCustomer();
    device.accessToken = undefined;
    const phone = newPhone();
    const { challengeId } = await device.call(createRegistration, { phone });
    const answer = device.call(confirmRegistration, { challengeId, code: await codeSentTo(phone), ...person });
    expect(await refusal(answer)).toMatchObject({ status: 409, code: 'DEVICE_KEY_TAKEN' });
  });
});

describe('a phone that is registered (abuse cases 12 and 13)', () => {
  it('is answered like any other until its holder has proved to hold it', async () => {
    const { phone } = await newCustomer();
    const known = await begun(phone);
    const unknown = await begun();
    const guess = async ({ device, challengeId, code }: typeof known) => {
      const { traceId: _trace, ...problem } = (await refusal(
        device.call(confirmRegistration, { challengeId, code: wrong(code), ...person }),
      )) as { traceId?: string };
      return problem;
    };
    expect(await guess(known)).toEqual(await guess(unknown));
  });

  it('is told to its holder, who then signs in', async () => {
    const { phone } = await newCustomer();
    const { device, challengeId, code } = await begun(phone);
    const answer = device.call(confirmRegistration, { challengeId, code, ...person });
    expect(await refusal(answer)).toMatchObject({ status: 409, code: 'PHONE_ALREADY_REGISTERED' });
  });
});

describe('what is not a registration', () => {
  it.each([
    ['a phone with a country code', { phone: '+8613800000001' }, '/phone'],
    ['a phone in full-width digits', { phone: '１３８００００００００１' }, '/phone'],
    ['a field that nobody asked for', { phone: '13800000001', admin: true }, '/admin'],
  ])('%s is refused', async (_what, input, path) => {
    const { send } = await newDevice();
    const body = JSON.stringify(input);
    const reply = await send({
      method: 'POST',
      path: '/registrations',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(JSON.parse(reply.body)).toMatchObject({ status: 400, code: 'INVALID_INPUT', issues: [{ path }] });
  });

  it('a call without a proof is refused', async () => {
    const anyone = bankClient(sendSigned(inject('baseUrl'), () => undefined));
    expect(await refusal(anyone.call(createRegistration, { phone: newPhone() }))).toMatchObject({
      status: 401,
      code: 'PROOF_INVALID',
    });
  });
});
