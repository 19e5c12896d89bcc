import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { commit } from '../../shared/data/commit.ts';
import { customers } from '../../shared/data/customer.entity.ts';
import { saveAddress } from '../../shared/data/address.store.ts';
import { listDevices, removeDevice, startDeviceSession } from '../../shared/data/device.store.ts';
import { requestReport } from '../../shared/data/ledger-report.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { takeCall } from '../../shared/data/partners/quota.store.ts';
import { settleDay } from '../../shared/data/partners/settled-day.store.ts';
import { phoneChallenges } from '../../shared/data/phone-challenge.entity.ts';
import { useQuota } from '../../shared/data/quota.store.ts';
import { bindDevice, register } from '../../shared/data/registration.store.ts';
import { endSession, listSessions } from '../../shared/data/session.store.ts';
import type { PhoneChallenge } from '../../shared/domain/identity/challenge.ts';
import { identityRules } from '../../shared/domain/parameters/identity.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { usePartnerBank } from '../support/partner-bank.ts';
import { newKey } from '../support/partner-customer.ts';

usePartnerBank();

const many = 6;
/** The same call as often as `many`, all at once: what those that were let through said, and how the others were refused. */
async function atOnce<T>(call: (index: number) => Promise<T>) {
  const ended = await Promise.allSettled(Array.from({ length: many }, (_, index) => call(index)));
  const through = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refused = ended.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []));
  return { through, refused };
}
const allBut = (count: number, code: string) => Array.from({ length: many - count }, () => code);

const person = { name: '王小明', deviceName: '手机' };
const newPhone = () => `13${String(randomBytes(6).readUIntBE(0, 6) % 1e9).padStart(9, '0')}`;

/** A challenge that was answered rightly and is not used yet. */
async function verified(phone: string, thumbprint = randomBytes(32).toString('base64url')): Promise<PhoneChallenge> {
  const challengeId = newId('chl');
  const about = { challengeId, purpose: 'register', thumbprint, codeHash: '', digest: '', state: 'PENDING' } as const;
  const row = {
    ...about,
    sealed: new Uint8Array(),
    attempts: 0n,
    validUntil: BigInt(Date.now() + 60_000),
    expiresAt: 0n,
  };
  await commit(phoneChallenges.put(row));
  return { ...about, phone, attempts: 0, validUntil: Number(row.validUntil) };
}

describe('registrations at once', () => {
  it('with one answer make one customer', async () => {
    const answer = await verified(newPhone());
    const { through, refused } = await atOnce(() => register(answer, person, Date.now()));
    expect(through).toHaveLength(1);
    expect(refused).toHaveLength(many - 1);
  });

  it('of one phone make one customer, and the others hear why', async () => {
    const phone = newPhone();
    const answers = await Promise.all(Array.from({ length: many }, () => verified(phone)));
    const { through, refused } = await atOnce((index) => register(answers[index]!, person, Date.now()));
    expect(through).toHaveLength(1);
    expect(refused).toEqual(allBut(1, 'PHONE_ALREADY_REGISTERED'));
  });

  it('with one key bind it once', async () => {
    const thumbprint = randomBytes(32).toString('base64url');
    const answers = await Promise.all(Array.from({ length: many }, () => verified(newPhone(), thumbprint)));
    const { through, refused } = await atOnce((index) => register(answers[index]!, person, Date.now()));
    expect(through).toHaveLength(1);
    expect(refused).toEqual(allBut(1, 'DEVICE_KEY_TAKEN'));
  });
});

describe('the devices of a customer', () => {
  async function registered() {
    const phone = newPhone();
    return { phone, ...(await register(await verified(phone), person, Date.now())) };
  }
  const countOf = async (customerId: string) => (await customers.read({ customerId }, 'consistent'))!.devices;

  it('are never more than the rules allow, however many are bound at once', async () => {
    const { phone, device } = await registered();
    const answers = await Promise.all(Array.from({ length: many }, () => verified(phone)));
    const { refused } = await atOnce((index) => bindDevice(answers[index]!, '平板', Date.now()));
    expect(new Set(refused)).toEqual(new Set(['TOO_MANY_DEVICES']));
    expect(await listDevices(device.customerId)).toHaveLength(identityRules.device.activeMax);
    expect(await countOf(device.customerId)).toBe(BigInt(identityRules.device.activeMax));
  });

  it('have one session each, however often one signs in at once', async () => {
    const { device } = await registered();
    await atOnce(() => startDeviceSession(device.thumbprint, Date.now()));
    const sessions = await listSessions(device.customerId, Date.now());
    const devices = await listDevices(device.customerId);
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(devices.map(({ sessionId }) => sessionId));
    expect(devices).toHaveLength(1);
  });

  it('leave no session behind when one is removed while it signs in', async () => {
    for (let round = 0; round < many; round++) {
      const { device } = await registered();
      await Promise.allSettled([
        startDeviceSession(device.thumbprint, Date.now()),
        removeDevice(device.customerId, device.deviceId),
      ]);
      const left = await listDevices(device.customerId);
      expect(await listSessions(device.customerId, Date.now())).toHaveLength(left.length);
    }
  });

  it('are counted off once, however often one is removed at once', async () => {
    const { phone, device } = await registered();
    await bindDevice(await verified(phone), '平板', Date.now());
    await atOnce(() => removeDevice(device.customerId, device.deviceId));
    expect(await countOf(device.customerId)).toBe(1n);
  });

  it('are not counted below nothing, whatever went wrong before', async () => {
    const { device } = await registered();
    await commit(customers.update(device, { set: { devices: 0n } }, []));
    await expect(removeDevice(device.customerId, device.deviceId)).rejects.toThrow('TRY_AGAIN');
    expect(await countOf(device.customerId)).toBe(0n);
  });

  it('are bound by an answer that is used up then, also when the device is gone again', async () => {
    const { phone, device } = await registered();
    const answer = await verified(phone);
    const bound = await bindDevice(answer, '平板', Date.now());
    await removeDevice(device.customerId, bound.device.deviceId);
    await expect(bindDevice(answer, '平板', Date.now())).rejects.toThrow('CHALLENGE_NOT_OPEN');
  });

  it('have a session that is ended once', async () => {
    const { device } = await registered();
    const { refused } = await atOnce(() => endSession(device.customerId, device.sessionId));
    expect(refused).toEqual(allBut(1, 'SESSION_NOT_FOUND'));
  });
});

describe('one press of a button, heard often at once', () => {
  it('adds one address', async () => {
    const [customerId, key] = [newId('cus'), newKey()];
    const place = { name: '王小明', phone: '13800000001', address: '黑龙江省哈尔滨市道里区中央大街1号' };
    const { through } = await atOnce(() => saveAddress(customerId, place, { key, bodyHash: 'a' }, Date.now()));
    expect(through.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(through).toHaveLength(many);
  });

  it('asks for one report', async () => {
    for (let round = 0; round < many; round++) {
      const wish = { kind: 'trial-balance', reportId: newId('tbl'), bodyHash: 'a', until: 1n } as const;
      const asked = { ...wish, requestedAt: BigInt(Date.now()), requestedBy: newId('opr') };
      const { through } = await atOnce(() => requestReport(asked, newKey()));
      expect(through.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(through).toHaveLength(many);
    }
  });
});

describe('a limit', () => {
  it('of texts is met exactly by those who come at once', async () => {
    const window = { seconds: 60, max: 3 };
    const subject = { kind: 'phone', value: newPhone() } as const;
    const { through, refused } = await atOnce(() => useQuota('sms-phone', subject, [window], Date.now()));
    expect(through).toHaveLength(3);
    expect(refused).toEqual(allBut(3, 'TOO_MANY_REQUESTS'));
  });

  it('of calls to a partner is met exactly by those who come at once', async () => {
    const rare = { ...sf, name: 'rare', calls: { ...sf.calls, perMinuteMax: 3 } };
    const minute = Date.now();
    const { through } = await atOnce(() => takeCall(rare, minute));
    expect(through.filter(Boolean)).toHaveLength(3);
  });
});

describe('a day', () => {
  it('is settled once, and everybody hears of that one time', async () => {
    const { through } = await atOnce((index) => settleDay(sf, '2020-01-01', [], Date.now() + index));
    expect(new Set(through.map(({ settledAt }) => settledAt)).size).toBe(1);
    expect(through).toHaveLength(many);
  });
});
