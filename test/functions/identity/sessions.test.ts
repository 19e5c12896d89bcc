import { describe, expect, it } from 'vitest';
import { contract as confirmSignIn } from '../../../functions/identity/confirm-sign-in.ts';
import { contract as createSession } from '../../../functions/identity/create-session.ts';
import { contract as createSignIn } from '../../../functions/identity/create-sign-in.ts';
import { contract as endCurrentSession } from '../../../functions/identity/end-current-session.ts';
import { contract as endSession } from '../../../functions/identity/end-session.ts';
import { contract as listDevices } from '../../../functions/identity/list-devices.ts';
import { contract as listSessions } from '../../../functions/identity/list-sessions.ts';
import { contract as refreshSession } from '../../../functions/identity/refresh-session.ts';
import { contract as removeDevice } from '../../../functions/identity/remove-device.ts';
import type { Actor } from '../../../local/actor.ts';
import { codeSentTo, newCustomer, newDevice, newPhone, refusal, signInElsewhere } from '../../support/people.ts';

const refresh = (device: Actor, refreshToken: string) => {
  device.accessToken = undefined;
  return device.call(refreshSession, { refreshToken });
};

describe('signing in on a bound device', () => {
  it('starts a session and ends the one before', async () => {
    const { device, sessionId } = await newCustomer();
    const old = device.accessToken;
    device.accessToken = undefined;
    const started = await device.call(createSession, {});
    device.accessToken = started.accessToken;
    const { data } = await device.call(listSessions, {});
    expect(data).toMatchObject([{ sessionId: started.sessionId, current: true }]);
    expect(started.sessionId).not.toBe(sessionId);
    device.accessToken = old;
    expect(await refusal(device.call(listSessions, {}))).toMatchObject({ status: 401, code: 'SESSION_REVOKED' });
  });

  it('is refused to a key that nobody bound', async () => {
    const device = await newDevice();
    expect(await refusal(device.call(createSession, {}))).toMatchObject({ status: 401, code: 'DEVICE_NOT_BOUND' });
  });
});

describe('signing out', () => {
  it('takes effect at the next call, and refreshing is over too', async () => {
    const { device, refreshToken } = await newCustomer();
    await device.call(endCurrentSession, {});
    expect(await refusal(device.call(listSessions, {}))).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(await refusal(refresh(device, refreshToken))).toMatchObject({ status: 401, code: 'REFRESH_REFUSED' });
  });
});

describe('refreshing', () => {
  it('gives new tokens of the same session', async () => {
    const { device, refreshToken, sessionId } = await newCustomer();
    const renewed = await refresh(device, refreshToken);
    expect(renewed.sessionId).toBe(sessionId);
    expect(renewed.refreshToken).not.toBe(refreshToken);
    device.accessToken = renewed.accessToken;
    expect(await device.call(listSessions, {})).toMatchObject({ data: [{ sessionId }] });
  });

  it('with a token that was used before ends the session for whoever holds it', async () => {
    const { device, refreshToken } = await newCustomer();
    const renewed = await refresh(device, refreshToken);
    expect(await refusal(refresh(device, refreshToken))).toMatchObject({ code: 'REFRESH_REFUSED' });
    expect(await refusal(refresh(device, renewed.refreshToken))).toMatchObject({ code: 'REFRESH_REFUSED' });
    device.accessToken = renewed.accessToken;
    expect(await refusal(device.call(listSessions, {}))).toMatchObject({ code: 'SESSION_REVOKED' });
  });

  it('with a stolen token and another key changes nothing', async () => {
    const { device, refreshToken } = await newCustomer();
    const thief = await newDevice();
    expect(await refusal(thief.call(refreshSession, { refreshToken }))).toMatchObject({ code: 'REFRESH_REFUSED' });
    expect(await refresh(device, refreshToken)).toBeDefined();
  });

  it('of two at once with one token, one gets tokens at most', async () => {
    const { device, refreshToken } = await newCustomer();
    device.accessToken = undefined;
    const results = await Promise.allSettled([1, 2].map(() => device.call(refreshSession, { refreshToken })));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });
});

describe('a second device', () => {
  it('is bound by a text, cools for a day, and both are listed', async () => {
    const first = await newCustomer();
    const second = await signInElsewhere(first.phone);
    expect(second.customerId).toBe(first.customerId);
    const { data } = await first.device.call(listDevices, {});
    expect(data.map(({ deviceId, current }) => ({ deviceId, current }))).toEqual([
      { deviceId: second.deviceId, current: false },
      { deviceId: first.deviceId, current: true },
    ]);
    const [newer, older] = data.map(({ boundAt, coolingUntil }) => Date.parse(coolingUntil) - Date.parse(boundAt));
    expect([newer, older]).toEqual([24 * 60 * 60 * 1000, 0]);
  });

  it('can be signed out from the first', async () => {
    const first = await newCustomer();
    const second = await signInElsewhere(first.phone);
    await first.device.call(endSession, { sessionId: second.sessionId });
    expect(await refusal(second.device.call(listSessions, {}))).toMatchObject({ code: 'SESSION_REVOKED' });
    second.device.accessToken = undefined;
    expect(await second.device.call(createSession, {})).toMatchObject({ customerId: first.customerId });
  });

  it('can be unbound from the first: then its key signs nobody in', async () => {
    const first = await newCustomer();
    const second = await signInElsewhere(first.phone);
    await first.device.call(removeDevice, { deviceId: second.deviceId });
    expect(await refusal(second.device.call(listSessions, {}))).toMatchObject({ code: 'SESSION_REVOKED' });
    second.device.accessToken = undefined;
    expect(await refusal(second.device.call(createSession, {}))).toMatchObject({ code: 'DEVICE_NOT_BOUND' });
  });

  it('is refused beyond the fifth', async () => {
    const { phone } = await newCustomer();
    for (let device = 2; device <= 5; device++) await signInElsewhere(phone);
    const device = await newDevice();
    const { challengeId } = await device.call(createSignIn, { phone });
    const sixth = device.call(confirmSignIn, { challengeId, code: await codeSentTo(phone), deviceName: '第六台' });
    expect(await refusal(sixth)).toMatchObject({ status: 422, code: 'TOO_MANY_DEVICES', details: { devicesMax: 5 } });
  });
});

describe('a phone that is not registered', () => {
  it('gets a code like any other, and only its holder learns that it is not', async () => {
    const phone = newPhone();
    const device = await newDevice();
    const { challengeId } = await device.call(createSignIn, { phone });
    const answer = device.call(confirmSignIn, { challengeId, code: await codeSentTo(phone), deviceName: '手机' });
    expect(await refusal(answer)).toMatchObject({ status: 422, code: 'PHONE_NOT_REGISTERED' });
  });
});

describe('what belongs to somebody else (abuse case 8)', () => {
  it('is as if it were not there', async () => {
    const [mine, theirs] = [await newCustomer(), await newCustomer()];
    const missing = (await newCustomer()).sessionId.replace(/.{4}$/, '0000');
    const foreign = refusal(mine.device.call(endSession, { sessionId: theirs.sessionId }));
    const nobody = refusal(mine.device.call(endSession, { sessionId: missing }));
    expect(await foreign).toMatchObject({ status: 404, code: 'SESSION_NOT_FOUND' });
    expect(await nobody).toMatchObject({ status: 404, code: 'SESSION_NOT_FOUND' });
    const device = mine.device.call(removeDevice, { deviceId: theirs.deviceId });
    expect(await refusal(device)).toMatchObject({ status: 404, code: 'DEVICE_NOT_FOUND' });
    expect(await theirs.device.call(listSessions, {})).toMatchObject({ data: [{ sessionId: theirs.sessionId }] });
  });
});
