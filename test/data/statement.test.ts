import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { commit } from '../../shared/data/commit.ts';
import { placeHold } from '../../shared/data/hold.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { filtersOf } from '../../shared/data/page.ts';
import { readHolds, readStatement } from '../../shared/data/statement.store.ts';
import { transferEntity, type TransferRow } from '../../shared/data/transfer.entity.ts';
import { dayMs, dayOf } from '../../shared/domain/time.ts';
import { account, holdOf, openedAccount, payIn, transfer } from '../support/books.ts';
import { useTable } from '../support/dynoxide.ts';
import { unitsOf } from '../support/units.ts';

useTable();

/** Bytes that sealing adds to the JSON text: version, key, IV and tag. */
const sealBytes = 31;
const sealedOf = (secrets: object) => new Uint8Array(sealBytes + Buffer.byteLength(JSON.stringify(secrets)));
const secrets = { payeeName: '欧阳娜娜', payeeNumber: '6212631234567890123' };

/** A booked transfer as shared/data/transfer.store.ts leaves it, of amounts in the millions. */
function booked(accountId: string, more: Partial<TransferRow>): TransferRow {
  const entryId = newId('trf');
  return {
    accountId,
    entryId,
    journalId: entryId,
    amountFen: -1_234_567_89n,
    kind: 'transfer-out',
    counterpartyId: newId('acc'),
    status: 'BOOK',
    seq: 123_456n,
    balanceAfter: 98_765_432_10n,
    bookedAt: BigInt(Date.now()),
    bodyHash: 'x'.repeat(22),
    state: 'BOOKED',
    ...more,
  };
}

const evidence = {
  digest: 'x'.repeat(43),
  nonce: 'x'.repeat(22),
  authorizeUntil: BigInt(Date.now()),
  executionDate: '2026-11-24',
  attempts: 1n,
  codesSent: 1n,
  authorizedBy: 'sms-otp',
  authorizedAt: BigInt(Date.now()),
};

describe('a statement page of 20', () => {
  it.each([
    ['lines without a remark', 1, { sealed: sealedOf(secrets) }],
    [
      'lines with a remark of 13 characters',
      1,
      { sealed: sealedOf({ ...secrets, remark: '房租押金及本月水电费用结算' }) },
    ],
    ['nothing but step-up transfers with their evidence', 1.5, { sealed: sealedOf(secrets), ...evidence }],
  ])('of %s costs %d read units', async (_, units, more) => {
    const { accountId } = await openedAccount();
    for (let i = 0; i < 21; i++) await commit(transferEntity.put(booked(accountId, more)));
    let lines = 0;
    const cost = await unitsOf(async () => {
      lines = (await readStatement(accountId, {}, { limit: 20 })).data.length;
    });
    expect({ lines, read: cost.read }).toEqual({ lines: 20, read: units });
  });
});

describe('a statement', () => {
  it('is paged newest first, and the cursor carries the filters', async () => {
    const [one, two] = [await openedAccount(), await openedAccount()];
    for (let i = 0; i < 5; i++) await payIn(one, 10n);
    for (let i = 0; i < 5; i++) await transfer(one, two, 1n);
    const first = await readStatement(one.accountId, { direction: 'in' }, { limit: 3 });
    const filters = filtersOf(z.strictObject({ direction: z.optional(z.enum(['in', 'out'])) }), {}, first.next);
    const second = await readStatement(one.accountId, filters, { limit: 3, cursor: first.next });
    expect([...first.data, ...second.data].map(({ seq }) => seq)).toEqual([5n, 4n, 3n, 2n, 1n]);
    expect(second.next).toBeUndefined();
    expect((await readStatement(one.accountId, { kind: 'transfer-out' }, { limit: 20 })).data).toHaveLength(5);
  });

  it('is cut by Asia/Shanghai days of booking', async () => {
    const one = await openedAccount();
    const now = Date.now();
    await payIn(one, 1n, now - dayMs);
    await payIn(one, 2n, now);
    const of = async (filters: { from?: string; to?: string }) =>
      (await readStatement(one.accountId, filters, { limit: 20 })).data.map(({ amountFen }) => amountFen);
    expect(await of({ from: dayOf(now) })).toEqual([2n]);
    expect(await of({ to: dayOf(now - dayMs) })).toEqual([1n]);
    expect(await of({ from: dayOf(now - dayMs), to: dayOf(now) })).toEqual([2n, 1n]);
    expect(await of({ from: dayOf(now), to: dayOf(now - 30 * dayMs) })).toEqual([]);
    expect(await of({ from: '0001-01-01', to: '9999-12-31' })).toEqual([2n, 1n]);
  });

  const kinds = z.strictObject({ kind: z.optional(z.enum(['in', 'out'])) });
  it.each([
    ['text that is no cursor', 'abc', {}],
    ['a filter that the list does not have', Buffer.from('["ENT#0",{"colour":"red"}]').toString('base64url'), {}],
    ['another spelling of a cursor', Buffer.from('["ENT#0", {}]').toString('base64url'), {}],
    ['filters beside a cursor', Buffer.from('["ENT#0",{}]').toString('base64url'), { kind: 'in' as const }],
  ])('refuses %s', (_, cursor, asked) => {
    expect(() => filtersOf(kinds, asked, cursor)).toThrow('INVALID_CURSOR');
  });

  it('refuses a cursor that leads out of the list', async () => {
    for (const place of ['ACC', 'ENU']) {
      const cursor = Buffer.from(`["${place}",{}]`).toString('base64url');
      await expect(readStatement(newId('acc'), {}, { limit: 20, cursor })).rejects.toThrow('INVALID_CURSOR');
    }
  });
});

it('lists open holds only, and leaves them out of the statement', async () => {
  const one = await openedAccount();
  await payIn(one, 100n);
  const hold = holdOf(one, 7n, one.accountId);
  await placeHold(await account(one), hold, Date.now(), () => new Error('taken'));
  expect((await readHolds(one.accountId, Date.now(), { limit: 20 })).data).toMatchObject([
    { entryId: hold.entryId, journalId: hold.entryId, amountFen: -7n },
  ]);
  expect((await readStatement(one.accountId, {}, { limit: 20 })).data).toMatchObject([{ amountFen: 100n }]);
});
