import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../shared/data/account.entity.ts';
import { commit } from '../../shared/data/commit.ts';
import { openGeneralAccounts } from '../../shared/data/general-account.store.ts';
import { derivedId, newId } from '../../shared/data/new-id.ts';
import { askSoon, dueOf, rescheduleOrder } from '../../shared/data/partners/due.store.ts';
import { applyEvent } from '../../shared/data/partners/event.store.ts';
import { eventEntity, orderEntity, type OrderRow } from '../../shared/data/partners/order.entity.ts';
import { saveOrder } from '../../shared/data/partners/order.store.ts';
import {
  changeSandboxOrder,
  newsLine,
  placeSandboxOrder,
  readSandboxOrder,
} from '../../shared/data/sandbox-partner.store.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import type { Partner } from '../../shared/domain/partners/partner.ts';
import { partners } from '../../shared/domain/partners/partners.ts';
import { sourcesOf } from '../../shared/domain/states.ts';
import { account, openedAccount, payIn } from '../support/books.ts';
import { useMeanwhile } from '../support/meanwhile.ts';
import { usePartnerBank } from '../support/partner-bank.ts';
import { newKey } from '../support/partner-customer.ts';

usePartnerBank();
const meanwhile = useMeanwhile();
// The first reader of a general account opens it: that would be the first write.
beforeAll(openGeneralAccounts);

const priceFen = 3_00n;

/** What it takes to give an order, of an account that has enough for one. */
async function wish(partner: Partner, kind: string) {
  const payer = await openedAccount({ ownerId: newId('cus') });
  await payIn(payer, priceFen);
  const { ownerId, accountId } = payer;
  const idempotency = { key: newKey(), bodyHash: 'h' };
  const about = { customerId: ownerId!, accountId, amountFen: priceFen, content: {}, idempotency, now: Date.now() };
  return { payer, order: { partner, kind, ...about } };
}

/** An order that has come to this state. */
async function orderIn(state: string, partner: Partner, kind: string): Promise<{ row: OrderRow; payer: AccountRow }> {
  const { payer, order } = await wish(partner, kind);
  const { row } = await saveOrder(order);
  await behind(row, { state });
  return { row: await orderNow(row), payer };
}

/** The order is changed by somebody who does not count his write, as nobody in the bank does. */
const behind = (row: OrderRow, set: Partial<OrderRow>) => commit(orderEntity.update(row, { set }, []));
const orderNow = async (row: OrderRow) => (await orderEntity.read(row, 'consistent'))!;
const balanceOf = async (payer: AccountRow) => (await account(payer)).balance;
const told = ({ orderId }: OrderRow, state: string) => ({ orderId, eventId: `event-${state}`, state, at: Date.now() });

/** Every state that news can bring an order into, and one from which it leads there. */
const moves = partners.flatMap((partner) =>
  Object.entries(partner.kinds).flatMap(([kind, { next }]) =>
    Object.keys(next).flatMap((to) =>
      sourcesOf(next, to)
        .slice(0, 1)
        .map((from) => ({ partner, kind, from, to })),
    ),
  ),
);

describe.each(moves)('news that brings a $kind from $from to $to', ({ partner, kind, from, to }) => {
  it('leaves standing what was written meanwhile', async () => {
    const { row } = await orderIn(from, partner, kind);
    const soon = Number(row.dueAt) - partner.polling.unknownSeconds * 1000 - 1000;
    meanwhile(() => askSoon(partner, row.orderId, soon));
    expect(await applyEvent(partner, told(row, to), Date.now())).toBe('apply');
    const { state, version, dueAt } = await orderNow(row);
    expect([state, version, dueAt]).toEqual([to, row.version + 2n, row.dueAt! - 1000n]);
  });

  it('does it once, even if the order came there meanwhile and nobody counted it', async () => {
    const { row, payer } = await orderIn(from, partner, kind);
    meanwhile(() => behind(row, { state: to }));
    expect(await applyEvent(partner, told(row, to), Date.now())).toBe('late');
    expect([(await orderNow(row)).version, await balanceOf(payer)]).toEqual([row.version, 0n]);
  });
});

describe('an order', () => {
  it('that comes to its end while its next turn is planned has no next turn', async () => {
    const { row } = await orderIn('ISSUED', coffee, 'voucher');
    meanwhile(() => applyEvent(coffee, told(row, 'USED'), Date.now()));
    await rescheduleOrder(coffee, dueOf(row.orderId, 'coffee', row.dueAt!), Date.now());
    const { state, version, dueAt } = await orderNow(row);
    expect([state, version, dueAt]).toEqual(['USED', row.version + 2n, undefined]);
  });

  it('that is there is not paid again, even if its line and its place in the index were lost', async () => {
    const { row: like } = await orderIn('ISSUED', coffee, 'voucher');
    const { payer, order } = await wish(coffee, 'voucher');
    const orderId = derivedId('ord', order.customerId, order.idempotency.key);
    const there = { ...like, orderId, customerId: order.customerId, accountId: order.accountId };
    meanwhile(() => commit(orderEntity.put(there)));
    expect(await saveOrder(order)).toMatchObject({ made: false, row: { state: 'ISSUED' } });
    expect([await balanceOf(payer), (await orderNow(there)).state]).toEqual([priceFen, 'ISSUED']);
  });

  it('keeps the first record of news that comes twice at once, also when it changes nothing', async () => {
    const { row } = await orderIn('ISSUED', coffee, 'voucher');
    const news = told(row, 'ISSUED');
    meanwhile(() => applyEvent(coffee, news, 1000));
    expect(await applyEvent(coffee, news, 2000)).toBe('repeated');
    expect(await eventEntity.read(news, 'consistent')).toMatchObject({ takenAt: 1000n });
  });
});

describe('an order at its simulator', () => {
  const place = (orderId: string, code: string) => placeSandboxOrder('coffee', orderId, '3.00', code, Date.now());
  const codesOf = async (orderId: string) =>
    (await readSandboxOrder('coffee', orderId))!.news.map((news) => news.split(' ')[1]);
  const add = (code: string) => (orderId: string) =>
    changeSandboxOrder('coffee', orderId, ({ news }) => ({ news: [...news, newsLine(code, Date.now())] }));

  it('that is placed twice at once is placed once', async () => {
    const orderId = newId('ord');
    meanwhile(() => place(orderId, 'FIRST'));
    expect(await place(orderId, 'SECOND')).toMatchObject({ repeated: true });
    expect(await codesOf(orderId)).toEqual(['FIRST']);
  });

  it('keeps both of two changes at once', async () => {
    const orderId = newId('ord');
    await place(orderId, 'PLACED');
    meanwhile(() => add('FIRST')(orderId));
    await add('SECOND')(orderId);
    expect(await codesOf(orderId)).toEqual(['PLACED', 'FIRST', 'SECOND']);
  });
});
