import { beforeAll, describe, expect, it } from 'vitest';
import { contract as listEntries } from '../../functions/accounts/list-entries.ts';
import { contract as listHolds } from '../../functions/accounts/list-holds.ts';
import { contract as payIn } from '../../functions/sandbox-bank/pay-in.ts';
import { contract as cancelTransfer } from '../../functions/transfers/cancel-transfer.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import { dayMs, dayOf } from '../../shared/domain/time.ts';
import { type Holder, newHolder, open } from '../support/holders.ts';
import { refusal } from '../support/people.ts';
import { awaited, wishOf } from '../support/wishes.ts';

type Entry = Output<typeof listEntries>['data'][number];
type Filters = Omit<Input<typeof listEntries>, 'accountId' | 'cursor'>;

let holder: Holder;
let pocket: { accountId: string; accountNumber: string };
/** 30 pay-ins of 1, 2, ... 30 CNY, each second one followed by a transfer of 1 CNY to the pocket: 45 lines. */
beforeAll(async () => {
  holder = await newHolder();
  pocket = await open(holder.device, 'III');
  for (let count = 1n; count <= 30n; count++) {
    await holder.device.call(payIn, { accountNumber: holder.accountNumber, amount: count * 100n });
    if (count % 2n === 0n) await holder.device.call(createTransfer, wishOf(holder, pocket, 100n));
  }
});

/** Reads page after page as the app does while somebody scrolls. */
async function scrolled(filters: Filters = {}): Promise<{ lines: Entry[]; pages: number[] }> {
  const { accountId } = holder;
  const { limit } = filters;
  const lines: Entry[] = [];
  const pages: number[] = [];
  let page = await holder.device.call(listEntries, { accountId, ...filters });
  for (;;) {
    lines.push(...page.data);
    pages.push(page.data.length);
    if (page.next === undefined) return { lines, pages };
    page = await holder.device.call(listEntries, {
      accountId,
      cursor: page.next,
      ...(limit !== undefined && { limit }),
    });
  }
}

describe('a statement of 45 lines', () => {
  it('comes newest first in pages, each line once, each balance following from the one before', async () => {
    const { lines, pages } = await scrolled();
    expect(pages.slice(0, 3)).toEqual([20, 20, 5]);
    expect(new Set(lines.map(({ entryId }) => entryId)).size).toBe(45);
    lines.forEach(({ balanceAfter, amount }, index) => {
      expect(lines[index + 1]?.balanceAfter ?? 0n).toBe(balanceAfter - amount);
    });
    expect(lines[0]!.balanceAfter).toBe(46_500n - 1_500n);
    expect(lines.map(({ bookedAt }) => bookedAt)).toEqual(
      lines
        .map(({ bookedAt }) => bookedAt)
        .toSorted()
        .toReversed(),
    );
  });

  it.each<[string, Filters, number]>([
    ['what came in', { direction: 'in' }, 30],
    ['what went out', { direction: 'out' }, 15],
    ['one kind', { kind: 'pay-in' }, 30],
    ['a kind and a direction that exclude each other', { kind: 'pay-in', direction: 'out' }, 0],
    ['from today on', { from: dayOf(Date.now()) }, 45],
    ['until yesterday', { to: dayOf(Date.now() - dayMs) }, 0],
    ['two days', { from: dayOf(Date.now() - dayMs), to: dayOf(Date.now()), direction: 'out' }, 15],
    ['small pages', { direction: 'out', limit: 4 }, 15],
  ])('shows %s', async (_what, filters, expected) => {
    expect((await scrolled(filters)).lines).toHaveLength(expected);
  });

  it('is not shifted by what is booked while somebody scrolls', async () => {
    const { device, accountId, accountNumber } = holder;
    const first = await device.call(listEntries, { accountId, limit: 10 });
    await device.call(payIn, { accountNumber, amount: 1n });
    const second = await device.call(listEntries, { accountId, limit: 10, cursor: first.next });
    expect(second.data[0]!.balanceAfter).toBe(first.data.at(-1)!.balanceAfter - first.data.at(-1)!.amount);
    await device.call(createTransfer, wishOf(holder, pocket, 1n));
  });

  it('takes no forged cursor, no cursor beside a filter, and no cursor of another list', async () => {
    const { device, accountId } = holder;
    const { next } = await device.call(listEntries, { accountId, limit: 1 });
    const ask = (more: object) => refusal(device.call(listEntries, { accountId, ...more }));
    expect(await ask({ cursor: 'forged' })).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
    expect(await ask({ cursor: next, direction: 'in' })).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
    const beyond = Buffer.from(JSON.stringify(['ACC', {}])).toString('base64url');
    expect(await ask({ cursor: beyond })).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
    expect(await refusal(device.call(listHolds, { accountId, cursor: 'forged' }))).toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });

  it("is not to be had of somebody else's account, by id or by cursor", async () => {
    const other = await newHolder();
    const { next } = await holder.device.call(listEntries, { accountId: holder.accountId, limit: 1 });
    const foreign = other.device.call(listEntries, { accountId: holder.accountId, cursor: next });
    expect(await refusal(foreign)).toMatchObject({ status: 404, code: 'ACCOUNT_NOT_FOUND' });
    expect(await refusal(other.device.call(listHolds, { accountId: holder.accountId }))).toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    });
    expect(await other.device.call(listEntries, { accountId: other.accountId, cursor: next })).toEqual({ data: [] });
  });
});

describe('holds', () => {
  it('are listed newest first while they last, and are no lines of the statement', async () => {
    const [payer, payee] = [await newHolder(1_000_000n), await newHolder()];
    const { accountId } = payer;
    const made = [];
    for (const amount of [1_100n, 2_200n, 3_300n]) made.unshift((await awaited(payer, payee, amount)).ids);
    const { data } = await payer.device.call(listHolds, { accountId });
    expect(data.map(({ entryId, held }) => [entryId, held])).toEqual(
      made.map(({ transferId }, index) => [transferId, 3_300n - 1_100n * BigInt(index)]),
    );
    expect(data[0]).toMatchObject({ kind: 'transfer-out', counterparty: { name: expect.any(String) } });
    expect((await payer.device.call(listEntries, { accountId })).data).toHaveLength(1);
    for (const ids of made) await payer.device.call(cancelTransfer, ids);
    expect((await payer.device.call(listHolds, { accountId })).data).toEqual([]);
  });
});
