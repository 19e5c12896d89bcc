import { describe, expect, it } from 'vitest';
import type { AccountRow } from '../../shared/data/account.entity.ts';
import { newId } from '../../shared/data/new-id.ts';
import { commit } from '../../shared/data/commit.ts';
import { readGeneralAccount } from '../../shared/data/general-account.store.ts';
import { closeCase, type Decision } from '../../shared/data/partners/case-closing.store.ts';
import { readCases } from '../../shared/data/partners/case.store.ts';
import { settleDay } from '../../shared/data/partners/settled-day.store.ts';
import { clearingOf } from '../../shared/domain/ledger/chart.ts';
import { CaseNotOpen } from '../../shared/domain/partners/partner-errors.ts';
import { applyEvent } from '../../shared/data/partners/event.store.ts';
import { readTrace } from '../../shared/data/partners/trace.store.ts';
import { saveOrder } from '../../shared/data/partners/order.store.ts';
import { clearingEntity, orderEntity } from '../../shared/data/partners/order.entity.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import type { OrderKind } from '../../shared/domain/partners/order-kind.ts';
import type { Partner } from '../../shared/domain/partners/partner.ts';
import { partners } from '../../shared/domain/partners/partners.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { account, openedAccount, payIn } from '../support/books.ts';
import { findingsOfTable } from '../support/facts.ts';
import { unitsOf } from '../support/units.ts';
import { usePartnerBank } from '../support/partner-bank.ts';
import { newKey } from '../support/partner-customer.ts';

usePartnerBank();

const priceFen = 3_00n;
const now = () => Date.now();

/** An order of an account that has enough for one, paid and not yet confirmed. */
async function paidOrder(partner: Partner, kind: string): Promise<{ orderId: string; payer: AccountRow }> {
  const payer = await openedAccount({ ownerId: newId('cus') });
  await payIn(payer, priceFen);
  return { orderId: await order(partner, kind, payer), payer };
}

async function order(partner: Partner, kind: string, payer: AccountRow): Promise<string> {
  const wish = {
    partner,
    kind,
    customerId: payer.ownerId!,
    accountId: payer.accountId,
    amountFen: priceFen,
    content: {},
  };
  const { row } = await saveOrder({ ...wish, idempotency: { key: newKey(), bodyHash: 'h' }, now: now() });
  return row.orderId;
}

const told = (orderId: string, state: string) => ({ orderId, eventId: `event-${state}`, state, at: now() });
const balanceOf = async (payer: AccountRow) => (await account(payer)).balance;
const stateOf = async (orderId: string) => (await orderEntity.read({ orderId }, 'consistent'))!.state;

const kinds = partners.flatMap((partner) =>
  Object.entries(partner.kinds).map(([name, kind]) => ({ partner, name, kind })),
);

describe.each(kinds)('the life of a $name', ({ partner, name, kind }) => {
  it.each(waysOf(kind, kind.first).map((way) => ({ way })))(
    'by $way ends the same in every order of its news, each told twice',
    async ({ way }) => {
      for (const news of permutations(way)) {
        const { orderId, payer } = await paidOrder(partner, name);
        for (const state of [...news, ...news]) await applyEvent(partner, told(orderId, state), now());
        const refunded = kind.means[way.at(-1)!] === 'REFUNDED';
        expect([news, await stateOf(orderId), await balanceOf(payer)]).toEqual([
          news,
          way.at(-1),
          refunded ? priceFen : 0n,
        ]);
        expect((await readTrace(orderId)).length).toBe(way.length);
      }
    },
    60_000,
  );

  it('ends the same when everything is told at once', async () => {
    const way = waysOf(kind, kind.first).find((one) => kind.means[one.at(-1)!] === 'REFUNDED')!;
    const { orderId, payer } = await paidOrder(partner, name);
    await Promise.all([...way, ...way, ...way].map((state) => applyEvent(partner, told(orderId, state), now())));
    expect([await stateOf(orderId), await balanceOf(payer)]).toEqual([way.at(-1), priceFen]);
  });
});

describe('news that contradicts the books', () => {
  it('of another way changes nothing and opens one case', async () => {
    const { orderId, payer } = await paidOrder(sf, 'shipment');
    await applyEvent(sf, told(orderId, 'COLLECTED'), now());
    const forbidden = [
      told(orderId, 'CANCELLED'),
      { ...told(orderId, 'CANCELLED'), eventId: 'again' },
      { ...told(orderId, 'x'), state: 'NONSENSE' },
    ];
    for (const event of forbidden) expect(await applyEvent(sf, event, now())).toBe('forbidden');
    expect([await stateOf(orderId), await balanceOf(payer)]).toEqual(['COLLECTED', 0n]);
    expect(await casesOf(sf, orderId)).toMatchObject([{ fault: 'STATE_FORBIDDEN', bankFen: priceFen }]);
  });

  it("of another partner's order changes nothing and opens a case", async () => {
    const { orderId, payer } = await paidOrder(sf, 'shipment');
    expect(await applyEvent(coffee, told(orderId, 'REFUSED'), now())).toBe('stranger');
    expect([await stateOf(orderId), await balanceOf(payer)]).toEqual(['PLACING', 0n]);
    expect(await casesOf(coffee, orderId)).toMatchObject([{ fault: 'NOT_OF_PARTNER' }]);
  });

  it('under another number of the partner is not of this order', async () => {
    const { orderId } = await paidOrder(sf, 'shipment');
    await applyEvent(sf, { ...told(orderId, 'PLACED'), reference: 'SF1' }, now());
    expect(await applyEvent(sf, { ...told(orderId, 'SIGNED'), reference: 'SF2' }, now())).toBe('stranger');
    expect(await stateOf(orderId)).toBe('PLACED');
  });

  it('of an order that nobody gave opens a case', async () => {
    const orderId = newId('ord');
    expect(await applyEvent(sf, told(orderId, 'SIGNED'), now())).toBe('stranger');
    expect(await casesOf(sf, orderId)).toHaveLength(1);
  });
});

describe('a payment that the partner does not book', () => {
  const yesterday = '2026-11-01';
  /** An order of a day of its own, which the partner's file leaves out. */
  async function disputed() {
    const { orderId, payer } = await paidOrder(coffee, 'voucher');
    await applyEvent(coffee, told(orderId, 'ISSUED'), now());
    const theirs = { orderId: newId('ord'), movement: 'payment' as const, amountFen: 1n };
    const day = `${yesterday}-${orderId.slice(-6)}`;
    await commit(clearingEntity.put({ partner: 'coffee', day, orderId, movement: 'payment', amountFen: priceFen }));
    await settleDay(coffee, day, [theirs], now());
    const found = (await casesOf(coffee, orderId)).find(({ fault }) => fault === 'ONLY_BANK')!;
    return {
      orderId,
      payer,
      close: (decision: Decision) => closeCase(coffee, found.caseId, decision, newId('opr'), now()),
    };
  }
  const clearing = async () => (await readGeneralAccount(clearingOf(coffee))).balance;

  it('is paid back by a checker, once, and the clearing account is as it was', async () => {
    const before = await clearing();
    const { orderId, payer, close } = await disputed();
    expect(await clearing()).toBe(before + priceFen);
    await Promise.all([close('REFUND'), close('REFUND')]);
    expect([await stateOf(orderId), await balanceOf(payer), await clearing()]).toEqual(['RETURNED', priceFen, before]);
    await expect(close('SETTLE')).rejects.toMatchObject({ spec: CaseNotOpen });
  });
  it('is settled by a checker, and may then not be paid back', async () => {
    const before = await clearing();
    const { orderId, payer, close } = await disputed();
    await close('SETTLE');
    await expect(close('REFUND')).rejects.toMatchObject({ spec: CaseNotOpen });
    expect([await stateOf(orderId), await balanceOf(payer), await clearing()]).toEqual(['ISSUED', 0n, before]);
  });
  it('is not paid back when the order has ended', async () => {
    const { orderId, close } = await disputed();
    await applyEvent(coffee, told(orderId, 'USED'), now());
    await expect(close('REFUND')).rejects.toMatchObject({ spec: CaseNotOpen });
    await close('DISMISS');
  });
});

describe('what it costs', () => {
  it('is 16 write units to order, 4 for news, 14 for news that pays back', async () => {
    const { orderId } = await paidOrder(coffee, 'voucher');
    const units = async (work: () => Promise<unknown>) => (await unitsOf(work)).write;
    expect(await units(() => applyEvent(coffee, told(orderId, 'ISSUED'), now()))).toBe(4);
    expect(await units(() => applyEvent(coffee, told(orderId, 'RETURNED'), now()))).toBe(14);
    const payer = await openedAccount({ ownerId: newId('cus') });
    await payIn(payer, priceFen);
    expect(await units(() => order(coffee, 'voucher', payer))).toBe(16);
  });
});

describe('after all of it', () => {
  it('the ledger is sound, to the fen', async () => expect(await findingsOfTable()).toEqual([]));
});

const casesOf = async (partner: Partner, orderId: string) =>
  (await readCases(partner, 50, undefined)).data.filter((one) => one.orderId === orderId);

/** Every way from a state to an end of its table that leaves no step out. */
function waysOf(kind: OrderKind, from: string): string[][] {
  const next = kind.next[from]!;
  const nearest = next.filter((state) => !next.some((other) => kind.next[other]!.includes(state)));
  return nearest.length === 0 ? [[]] : nearest.flatMap((state) => waysOf(kind, state).map((rest) => [state, ...rest]));
}

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
