import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { contract as payIn } from '../../functions/sandbox-bank/pay-in.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { type Holder, moneyOf, newHolder } from '../support/holders.ts';
import { everyOperation, wireOf } from './every-operation.ts';

let payer: Holder;
let payee: Holder;
beforeAll(async () => {
  [payer, payee] = [await newHolder(1_000_000n), await newHolder()];
});

const withAmount = (value: unknown, currency: unknown = 'CNY') => {
  const request = wireOf(createTransfer, { fromAccountId: payer.accountId }, v7());
  const body = {
    ...JSON.parse(request.body!),
    payee: { accountNumber: payee.accountNumber, name: '王小明' },
    amount: { currency, value },
  };
  return payer.device.send({ ...request, body: JSON.stringify(body) });
};

describe('an amount that is none (abuse case 10)', () => {
  it.each([
    '-0.01',
    '0.00',
    '-0.00',
    '0',
    '1',
    '1.0',
    '1.000',
    '01.00',
    '+1.00',
    ' 1.00',
    '1.00 ',
    '1e21',
    '1e2',
    'NaN',
    'Infinity',
    '0x10.00',
    '1,000.00',
    '1.00\u0000',
    '１.００',
    '٠.٠١',
    '99999999999.00',
    '10000000000.01',
    `${'9'.repeat(38)}.00`,
    '',
    null,
    1,
    1e21,
    -0,
    0.01,
    [],
    {},
    true,
  ])('%j is refused, and nothing moves', async (value) => {
    const { status, body } = await withAmount(value);
    // A number that no integer of JSON can be is refused before its field is looked at.
    expect(status).toBe(400);
    expect(['INVALID_INPUT', 'MALFORMED_JSON']).toContain(JSON.parse(body).code);
  });

  it.each(['USD', 'cny', 'CNY ', '', null, 156])('in %j is refused', async (currency) => {
    expect((await withAmount('1.00', currency)).status).toBe(400);
  });

  it('has moved nothing', async () => {
    expect(await moneyOf(payer)).toEqual([1_000_000n, 1_000_000n, 0n]);
    expect(await moneyOf(payee)).toEqual([0n, 0n, 0n]);
  });

  it('is not made by a number that overflows: the highest amount is paid in exactly', async () => {
    const rich = await newHolder();
    const most = 1_000_000_000_000n - 1n;
    await rich.device.call(payIn, { accountNumber: rich.accountNumber, amount: most });
    expect(await moneyOf(rich)).toEqual([most, most, 0n]);
  });
});

describe('a call that should cost the bank dear (abuse case 22)', () => {
  const operations = everyOperation();

  it('is refused by its size before it is read', async () => {
    const request = wireOf(createTransfer, { fromAccountId: payer.accountId }, v7());
    const { status, body } = await payer.device.send({
      ...request,
      body: JSON.stringify({ remark: '长'.repeat(20_000) }),
    });
    expect([status, JSON.parse(body).code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('cannot ask for a page of more than fifty', async () => {
    const path = `/accounts/${payer.accountId}/entries?limit=51`;
    expect((await payer.device.send({ method: 'GET', path, headers: {} })).status).toBe(400);
  });

  it('finds a limit in every list that pages', async () => {
    for (const { name, input } of await operations) {
      const { cursor, limit } = (input as unknown as { shape?: Record<string, unknown> }).shape ?? {};
      expect(cursor === undefined || limit !== undefined, `${name} pages without a limit`).toBe(true);
    }
  });
});
