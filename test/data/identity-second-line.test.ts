import { randomBytes } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { listenAsKms } from '../../bench/cloud/kms.ts';
import { saveAddress, readAddresses } from '../../shared/data/address.store.ts';
import { commit } from '../../shared/data/commit.ts';
import { customers } from '../../shared/data/customer.entity.ts';
import { customerWrites, requireCustomer } from '../../shared/data/customer.store.ts';
import { devices } from '../../shared/data/device.entity.ts';
import {
  bindingWrites,
  listDevices,
  newDevice,
  removeDevice,
  startDeviceSession,
} from '../../shared/data/device.store.ts';
import { makeReport, readReport, requestReport } from '../../shared/data/ledger-report.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { loginAttempts } from '../../shared/data/operator.entity.ts';
import { countAttempt } from '../../shared/data/operator.store.ts';
import { phoneChallenges } from '../../shared/data/phone-challenge.entity.ts';
import { countGuess } from '../../shared/data/phone-challenge.store.ts';
import { useQuota } from '../../shared/data/quota.store.ts';
import { listSessions, newSession, readSession, rotate, sessionWrite } from '../../shared/data/session.store.ts';
import { approveSwitch, proposeSwitch, readSwitches } from '../../shared/data/switch.store.ts';
import { documents, tableName } from '../../shared/data/table.ts';
import type { SessionHolder } from '../../shared/domain/identity/session.ts';
import { identityRules } from '../../shared/domain/parameters/identity.ts';
import { useTable } from '../support/dynoxide.ts';
import { useMeanwhile, writes } from '../support/meanwhile.ts';
import { newKey } from '../support/partner-customer.ts';

useTable();
beforeAll(async () => {
  const kms = await listenAsKms();
  Object.assign(process.env, { AWS_ENDPOINT_URL_KMS: kms.url, BANK_KEYRING_KEY: 'keyring' });
  return () => kms.close();
});

const meanwhile = useMeanwhile();

const now = Date.now();
const newThumbprint = () => randomBytes(32).toString('base64url');
const newPhone = () => `13${String(randomBytes(6).readUIntBE(0, 6) % 1e9).padStart(9, '0')}`;

describe('the keys of the bank', () => {
  /** Another container, with a memory of its own. */
  const container = async () => {
    vi.resetModules();
    return import('../../shared/data/keyring.ts');
  };

  it.each(['dataKey', 'lookupKey'] as const)('are one where two containers make it at once: %s', async (key) => {
    const { documents: ofOne } = await containerTable();
    const one = await import('../../shared/data/keyring.ts');
    let other: Awaited<ReturnType<typeof container>> | undefined;
    let theirs: Promise<{ export(): Buffer }> | undefined;
    ofOne().middlewareStack.add((next) => async (args) => {
      if (writes(args.input) && !other) {
        other = await container();
        theirs = other[key]('00001');
        await theirs;
      }
      return next(args);
    });
    const mine = await one[key]('00001');
    const third = await (await container())[key]('00001');
    expect([mine.export(), (await theirs!).export()]).toEqual([third.export(), third.export()]);
  });

  const containerTable = async () => {
    vi.resetModules();
    return import('../../shared/data/table.ts');
  };
});

describe('a customer', () => {
  it('is not written over by one of the same id', async () => {
    const customer = { customerId: newId('cus'), name: '王小明', phone: newPhone(), registeredAt: now };
    const write = async (phone: string) =>
      commit(...(await customerWrites({ ...customer, phone }, () => new Error('taken'))));
    await write(customer.phone);
    await expect(write(newPhone())).rejects.toThrow('taken');
    expect(await requireCustomer(customer.customerId)).toEqual(customer);
  });
});

describe('a device', () => {
  /** A bound device of a customer who has room for others. */
  async function bound() {
    const customer = { customerId: newId('cus'), name: '王小明', phone: newPhone(), registeredAt: now };
    const { customerId } = customer;
    const binding = newDevice({ customerId, thumbprint: newThumbprint(), name: '手机', coolingUntil: 0 }, now);
    await commit(...(await customerWrites(customer, () => new Error('taken'))), ...(await bindingWrites(binding)));
    return binding;
  }

  it('is not written over by one of the same id', async () => {
    const { device } = await bound();
    const { started } = newDevice(device, now);
    const again = { ...device, thumbprint: newThumbprint(), name: '平板' };
    await expect(commit(...(await bindingWrites({ device: again, started })))).rejects.toThrow('made twice');
    expect(await listDevices(device.customerId)).toEqual([device]);
  });

  it('keeps its key from being bound a second time', async () => {
    const [{ device }, other] = [await bound(), await bound()];
    const { customerId } = other.device;
    const again = newDevice({ customerId, thumbprint: device.thumbprint, name: '平板', coolingUntil: 0 }, now);
    await expect(commit(...(await bindingWrites(again)))).rejects.toThrow('DEVICE_KEY_TAKEN');
    expect(await listDevices(customerId)).toEqual([other.device]);
  });

  it('that signs in while it signs in has the later session alone', async () => {
    const { device } = await bound();
    meanwhile(() => startDeviceSession(device.thumbprint, now));
    const { session } = await startDeviceSession(device.thumbprint, now);
    const sessions = await listSessions(device.customerId, now);
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual([session.sessionId]);
  });

  it('that signs in while it is removed leaves no session behind', async () => {
    const { device } = await bound();
    meanwhile(() => startDeviceSession(device.thumbprint, now));
    await removeDevice(device.customerId, device.deviceId);
    expect(await listSessions(device.customerId, now)).toEqual([]);
    expect(await devices.read(device, 'consistent')).toBeUndefined();
  });

  it('that is removed while it is removed is counted off once', async () => {
    const { device } = await bound();
    await commit(customers.update(device, { set: { devices: 2n } }, []));
    meanwhile(() => removeDevice(device.customerId, device.deviceId));
    await removeDevice(device.customerId, device.deviceId);
    expect(await customers.read(device, 'consistent')).toMatchObject({ devices: 1n });
  });
});

describe.each([
  ['cus', { kind: 'customer', deviceId: newId('dev') }],
  ['opr', { kind: 'operator', role: 'maker' }],
] as const)('a session (%s)', (prefix, holder: SessionHolder) => {
  const thumbprint = newThumbprint();
  async function started() {
    const begun = newSession(newId(prefix), holder, thumbprint, now);
    await commit(sessionWrite(begun));
    return begun;
  }

  it('is begun once: its refresh token is not replaced by one that begins it anew', async () => {
    const { session, refreshToken } = await started();
    const [subjectId, sessionId] = refreshToken.split('.');
    const forged = `${subjectId}.${sessionId}.${newThumbprint()}`;
    await expect(commit(sessionWrite({ session, refreshToken: forged }))).rejects.toThrow(
      expect.objectContaining({ name: 'AlreadyDone' }),
    );
    await expect(rotate(refreshToken, prefix, thumbprint, now)).resolves.toBeDefined();
  });

  it('is over when its token is used while it is used', async () => {
    const { session, refreshToken } = await started();
    meanwhile(() => rotate(refreshToken, prefix, thumbprint, now));
    await expect(rotate(refreshToken, prefix, thumbprint, now)).rejects.toThrow('REFRESH_REFUSED');
    expect(await readSession(session.subjectId, session.sessionId)).toBeUndefined();
  });
});

describe('a guess at the code of a phone', () => {
  const { attemptsMax } = identityRules.otp;
  const open = { state: 'PENDING', attempts: 0n, validUntil: BigInt(now + 1) } as const;
  const about = { purpose: 'register', thumbprint: '', sealed: new Uint8Array(), codeHash: '', digest: '' } as const;

  it.each([
    ['open', {}, 1n],
    ['guessed at once less than allowed', { attempts: BigInt(attemptsMax - 1) }, BigInt(attemptsMax)],
  ] as const)('is counted while the challenge is %s', async (_when, differs, attempts) => {
    const challengeId = newId('chl');
    await commit(phoneChallenges.put({ ...about, ...open, ...differs, challengeId, expiresAt: 0n }));
    await countGuess(challengeId, now);
    expect(await phoneChallenges.read({ challengeId }, 'consistent')).toMatchObject({ attempts });
  });

  it.each([
    ['used up', { state: 'USED' }],
    ['guessed at as often as allowed', { attempts: BigInt(attemptsMax) }],
    ['over at this millisecond', { validUntil: BigInt(now) }],
  ] as const)('is not compared when the challenge is %s meanwhile', async (_when, differs) => {
    const challengeId = newId('chl');
    const row = { ...about, ...open, ...differs, challengeId, expiresAt: 0n };
    await commit(phoneChallenges.put(row));
    await expect(countGuess(challengeId, now)).rejects.toThrow('CHALLENGE_NOT_OPEN');
    expect(await phoneChallenges.read({ challengeId }, 'consistent')).toEqual(row);
  });
});

describe('the failures of a name', () => {
  const { failuresMax, lockedSeconds } = identityRules.operatorLogin;
  const kept = (username: string) => loginAttempts.read({ username }, 'consistent');

  it('count two at once as two, the first of a name too', async () => {
    const username = newName();
    for (const failures of [2n, 4n]) {
      meanwhile(() => countAttempt(username, now));
      await countAttempt(username, now);
      expect(await kept(username)).toMatchObject({ failures });
    }
  });

  it('stay locked when the lock came meanwhile, though the count is what it was', async () => {
    const username = newName();
    const fail = async (at: number) => {
      for (let count = 0; count < failuresMax; count++) await countAttempt(username, at);
    };
    await fail(now);
    const later = now + lockedSeconds * 1000;
    meanwhile(() => fail(later));
    await expect(countAttempt(username, later)).rejects.toThrow('CREDENTIALS_REFUSED');
    expect(await kept(username)).toMatchObject({ failures: 0n, lockedUntil: BigInt(later + lockedSeconds * 1000) });
  });

  const newName = () => `teller-${randomBytes(4).toString('hex')}`;
});

describe('a quota', () => {
  it('counts two uses at once as two, the first too', async () => {
    const subject = { kind: 'phone', value: newPhone() } as const;
    const use = () => useQuota('sms-phone', subject, [{ seconds: 60, max: 4 }], now);
    for (let pair = 0; pair < 2; pair++) {
      meanwhile(use);
      await use();
    }
    await expect(use()).rejects.toThrow('TOO_MANY_REQUESTS');
  });
});

describe('a switch', () => {
  const standing = async (business: 'coffee' | 'express') =>
    (await readSwitches()).find((row) => row.business === business)!;
  const [maker, checker] = [newId('opr'), newId('opr')];

  it('keeps the order of two proposals at once, the first too', async () => {
    for (const version of [2n, 4n]) {
      meanwhile(() => proposeSwitch('coffee', true, checker));
      await proposeSwitch('coffee', false, maker);
      expect(await standing('coffee')).toMatchObject({ version, plannedOpen: false, plannedBy: maker });
    }
  });

  it('is not approved when the proposal is replaced meanwhile', async () => {
    await proposeSwitch('express', false, maker);
    meanwhile(() => proposeSwitch('express', true, maker));
    await expect(approveSwitch('express', false, checker, now)).rejects.toThrow('SWITCH_PLAN_MISSING');
    expect(await standing('express')).toMatchObject({ plannedOpen: true, plannedBy: maker });
  });

  it('never replaces the record of an approved change', async () => {
    const { version } = await proposeSwitch('express', false, maker);
    const recorded = { pk: 'PARAM#SWITCH#express', sk: String(version + 1n).padStart(8, '0') };
    await documents().send(new PutCommand({ TableName: tableName(), Item: recorded }));
    await expect(approveSwitch('express', false, checker, now)).rejects.toThrow('TRY_AGAIN');
    expect(await standing('express')).toMatchObject({ version, plannedOpen: false });
  });
});

describe('one press of a button, heard again meanwhile', () => {
  it('adds one address, and the second is told of the first', async () => {
    const [customerId, key] = [newId('cus'), newKey()];
    const place = { name: '王小明', phone: '13800000001', address: '黑龙江省哈尔滨市道里区中央大街1号' };
    const save = () => saveAddress(customerId, place, { key, bodyHash: 'a' }, now);
    await save();
    const other = newKey();
    const again = () => saveAddress(customerId, place, { key: other, bodyHash: 'a' }, now);
    meanwhile(again);
    expect(await again()).toMatchObject({ replayed: true });
    expect(await readAddresses(customerId)).toHaveLength(2);
  });

  it('asks for one report, which is made and kept once', async () => {
    const wish = { kind: 'trial-balance', reportId: newId('tbl'), bodyHash: 'a', until: BigInt(now) } as const;
    const asked = { ...wish, requestedAt: BigInt(now), requestedBy: newId('opr') };
    const key = newKey();
    meanwhile(() => requestReport({ ...asked, requestedBy: 'the first' }, key));
    const { report, replayed } = await requestReport(asked, key);
    expect([replayed, report.requestedBy]).toEqual([true, 'the first']);
    let first: unknown;
    meanwhile(async () => {
      await makeReport(wish, now);
      first = await readReport(wish.kind, wish.reportId);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    await makeReport(wish, now);
    expect(first).toMatchObject({ status: 'DONE' });
    expect(await readReport(wish.kind, wish.reportId)).toEqual(first);
  });
});
