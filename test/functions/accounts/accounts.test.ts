import { v4, v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { contract as listAccounts } from '../../../functions/accounts/list-accounts.ts';
import { contract as openAccount } from '../../../functions/accounts/open-account.ts';
import { contract as readAccount } from '../../../functions/accounts/read-account.ts';
import { isAccountNumber } from '../../../shared/domain/accounts/account-number.ts';
import { newHolder, open } from '../../support/holders.ts';
import { newCustomer, newDevice, refusal } from '../../support/people.ts';

const classOne = { accountClass: 'I', noLendingPledge: true } as const;

/** Six minutes: more than the five for which a key may be used for the first time. */
const staleKey = () => v7({ msecs: Date.now() - 6 * 60_000 });

describe('openAccount', () => {
  it('opens an empty account that can be read and listed', async () => {
    const { device } = await newCustomer();
    const opened = await device.call(openAccount, classOne);
    expect(opened).toMatchObject({ accountClass: 'I', status: 'OPEN', balance: 0n, available: 0n, held: 0n });
    expect(isAccountNumber(opened.accountNumber)).toBe(true);
    expect(await device.call(readAccount, { accountId: opened.accountId })).toEqual(opened);
    expect(await device.call(listAccounts, {})).toEqual({ data: [opened] });
  });

  it('is done once however often it is sent', async () => {
    const { device } = await newCustomer();
    const key = v7();
    const first = await device.exchange(openAccount, classOne, key);
    const second = await device.exchange(openAccount, classOne, key);
    expect([first.replayed, second.replayed]).toEqual([false, true]);
    expect(second.answer).toEqual(first.answer);
    expect((await device.call(listAccounts, {})).data).toHaveLength(1);
  });

  it('refuses a key that was used for another request', async () => {
    const { device } = await newCustomer();
    const key = v7();
    await device.call(openAccount, classOne, key);
    const other = device.call(openAccount, { ...classOne, accountClass: 'III' }, key);
    expect(await refusal(other)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it.each<[string, () => string, string]>([
    ['too old', staleKey, 'IDEMPOTENCY_KEY_STALE'],
    ['from the future', () => v7({ msecs: Date.now() + 6 * 60_000 }), 'IDEMPOTENCY_KEY_STALE'],
    ['of another version', v4, 'IDEMPOTENCY_KEY_INVALID'],
    ['in capitals', () => v7().toUpperCase(), 'IDEMPOTENCY_KEY_INVALID'],
    ['missing', () => '', 'IDEMPOTENCY_KEY_MISSING'],
  ])('refuses a key that is %s', async (_what, key, code) => {
    const { device } = await newCustomer();
    expect(await refusal(device.call(openAccount, classOne, key()))).toMatchObject({ status: 400, code });
    expect(await device.call(listAccounts, {})).toEqual({ data: [] });
  });

  it('opens one account of class I, of many asked for at once', async () => {
    const { device } = await newCustomer();
    const asked = await Promise.allSettled(Array.from({ length: 4 }, () => device.call(openAccount, classOne)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await device.call(listAccounts, {})).data).toHaveLength(1);
  });

  it('refuses a second account of class I', async () => {
    const { device } = await newHolder();
    expect(await refusal(open(device, 'I'))).toMatchObject({
      status: 422,
      code: 'TOO_MANY_ACCOUNTS',
      details: { accountClass: 'I', max: 1 },
    });
  });

  it.each(['II', 'III'] as const)('opens five accounts of class %s and refuses a sixth', async (accountClass) => {
    const { device } = await newHolder();
    for (let count = 1; count <= 5; count++) await open(device, accountClass);
    const problem = await refusal(open(device, accountClass));
    expect(problem).toMatchObject({ status: 422, code: 'TOO_MANY_ACCOUNTS', details: { accountClass, max: 5 } });
    expect((await device.call(listAccounts, {})).data.map((one) => one.accountClass)).toEqual([
      'I',
      ...Array(5).fill(accountClass),
    ]);
  });

  it.each(['II', 'III'] as const)('refuses class %s without a class I account to bind it to', async (accountClass) => {
    const { device } = await newCustomer();
    expect(await refusal(open(device, accountClass))).toMatchObject({ status: 422, code: 'BOUND_ACCOUNT_MISSING' });
  });

  it('refuses without the pledge of 银发〔2019〕85号 §8', async () => {
    const { device } = await newCustomer();
    const unpledged = { accountClass: 'I', noLendingPledge: false } as unknown as typeof classOne;
    const sent = await device.send({
      method: 'POST',
      path: '/accounts',
      headers: { 'content-type': 'application/json', 'idempotency-key': v7() },
      body: JSON.stringify(unpledged),
    });
    expect(JSON.parse(sent.body)).toMatchObject({
      status: 400,
      code: 'INVALID_INPUT',
      issues: [{ path: '/noLendingPledge' }],
    });
  });
});

describe("somebody else's account", () => {
  it('reads like one that is not there (abuse case 8)', async () => {
    const [mine, theirs] = [await newCustomer(), await newHolder(100n)];
    const missing = theirs.accountId.replace(/.{4}$/, '0000');
    const [foreign, nobodys] = await Promise.all(
      [theirs.accountId, missing].map((accountId) => refusal(mine.device.call(readAccount, { accountId }))),
    );
    expect(foreign).toMatchObject({ status: 404, code: 'ACCOUNT_NOT_FOUND' });
    expect({ ...foreign, traceId: '' }).toEqual({ ...nobodys, traceId: '' });
    expect(await mine.device.call(listAccounts, {})).toEqual({ data: [] });
  });

  it('is nothing to somebody who is not signed in', async () => {
    const { accountId } = await newHolder();
    const stranger = await newDevice();
    expect(await refusal(stranger.call(readAccount, { accountId }))).toMatchObject({
      status: 401,
      code: 'TOKEN_MISSING',
    });
    expect(await refusal(stranger.call(listAccounts, {}))).toMatchObject({ status: 401, code: 'TOKEN_MISSING' });
  });
});
