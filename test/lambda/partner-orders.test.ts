import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler as revokeConsent } from '../../functions/consents/revoke-consent.ts';
import { handler as pollCoffee } from '../../functions/partner-coffee/poll-coffee.schedule.ts';
import { handler as reconcileCoffee } from '../../functions/partner-coffee/reconcile-coffee.schedule.ts';
import { handler as cancelShipment } from '../../functions/partner-sf/cancel-shipment.ts';
import { handler as listRoutes } from '../../functions/partner-sf/list-routes.ts';
import { handler as pollSf } from '../../functions/partner-sf/poll-sf.schedule.ts';
import { handler as reconcileSf } from '../../functions/partner-sf/reconcile-sf.schedule.ts';
import { handler as setChaos } from '../../functions/sandbox-partner/set-chaos.ts';
import { handler as tellBank } from '../../functions/sandbox-partner/tell-bank.ts';
import { readGeneralAccount } from '../../shared/data/general-account.store.ts';
import { readCases } from '../../shared/data/partners/case.store.ts';
import type { ChaosMode } from '../../shared/data/sandbox-partner.store.ts';
import { clearingOf } from '../../shared/domain/ledger/chart.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import type { Partner } from '../../shared/domain/partners/partner.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { dayMs } from '../../shared/domain/time.ts';
import { account } from '../support/books.ts';
import { findingsOfTable } from '../support/facts.ts';
import { usePartnerBank } from '../support/partner-bank.ts';
import { newKey, newPartnerCustomer, type PartnerCustomer } from '../support/partner-customer.ts';
import { ask, context } from './http-event.ts';

const bank = usePartnerBank();
let somebody: PartnerCustomer;
beforeEach(async () => {
  somebody = await newPartnerCustomer();
  await chaos('normal');
});
afterEach(() => void vi.useRealTimers());

const chaos = (mode: ChaosMode) =>
  Promise.all(
    ['sf', 'coffee'].map((partner) => ask(setChaos, { pathParameters: { partner }, body: JSON.stringify({ mode }) })),
  );
const tell = async (partner: string, orderId: string, code: string) =>
  (await ask(tellBank, { pathParameters: { partner, orderId }, body: JSON.stringify({ code }) }, 30_000)).body.pushed;
const balance = async () => (await account(somebody.account)).balance;
const clearing = async (partner: Partner) => (await readGeneralAccount(clearingOf(partner))).balance;
/** Moves the clock of bank and partner; timers go on as they are. */
const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
const polls = { sf: pollSf, coffee: pollCoffee };
const ordering = [
  {
    partner: 'sf',
    of: sf,
    buy: () => somebody.ship(),
    first: 'PLACING',
    confirmed: 'PLACED',
    price: 12_00n,
    news: '50',
    moved: 'COLLECTED',
  },
  {
    partner: 'coffee',
    of: coffee,
    buy: () => somebody.buy(),
    first: 'BUYING',
    confirmed: 'ISSUED',
    price: 19_00n,
    news: 'USED',
    moved: 'USED',
  },
] as const;

describe.each(ordering)('an order at $partner', ({ partner, of, buy, first, confirmed, price, news, moved }) => {
  it('is paid, placed and moved by what the partner pushes', async () => {
    const before = await clearing(of);
    const { status, body } = await buy();
    expect([status, body.state]).toEqual([201, confirmed]);
    expect([await balance(), await clearing(of)]).toEqual([100_00n - price, before + price]);
    expect(await tell(partner, body.orderId, news)).toMatchObject([{ status: 200, body: of.callback.accepted }]);
    await bank.drain();
    expect(await somebody.stateOf(body.orderId)).toBe(moved);
  });

  it('is one order however often the button is heard', async () => {
    const [buyer, key] = [partner === 'sf' ? somebody.ship : somebody.buy, newKey()];
    const replies = [...(await Promise.all([buyer(key), buyer(key)])), await buyer(key)];
    expect(new Set(replies.map(({ body }) => body.orderId)).size).toBe(1);
    expect(replies[2]!.headers['idempotent-replayed']).toBe('true');
    expect(await balance()).toBe(100_00n - price);
  });

  it('is refused with the money back when the partner says no', async () => {
    await chaos('refuse');
    expect(await buy()).toMatchObject({ status: 422, body: { code: 'PARTNER_REFUSED' } });
    expect(await balance()).toBe(100_00n);
  });

  it.each(['error-500', 'garbage', 'redirect', 'no-answer', 'oversized'] as const)(
    'that is answered by %s is unknown, never failed, and found by the poll (abuse case 15)',
    async (mode) => {
      await chaos(mode);
      const lost = await buy();
      expect(lost).toMatchObject({ status: 201, body: { state: first } });
      expect(await balance()).toBe(100_00n - price);
      await chaos('normal');
      later(11_000);
      await polls[partner]({}, context(60_000));
      expect(await somebody.stateOf(lost.body.orderId)).toBe(confirmed);
      expect(await balance()).toBe(100_00n - price);
    },
    30_000,
  );

  it('is asked about when the partner is silent, until its state is known', async () => {
    const { body } = await buy();
    await chaos('silent');
    expect(await tell(partner, body.orderId, news)).toEqual([]);
    later(of.polling.silentSeconds * 1000 + 60_000);
    // The first turn finds the order confirmed and moves on to the next; the second asks.
    await polls[partner]({}, context(60_000));
    later(of.polling.silentSeconds * 1000 + 60_000);
    await polls[partner]({}, context(60_000));
    expect(await somebody.stateOf(body.orderId)).toBe(moved);
  });

  it.each(['duplicate', 'out-of-order', 'late', 'bad-signature', 'garbage'] as const)(
    'takes pushes that are %s once, or not at all',
    async (mode) => {
      const { body } = await buy();
      await chaos(mode);
      const pushed = [...(await tell(partner, body.orderId, news)), ...(await tell(partner, body.orderId, news))];
      await bank.drain();
      const believed = mode === 'duplicate' || mode === 'out-of-order' || (mode === 'late' && partner === 'sf');
      expect(new Set(pushed.map(({ status }: { status: number }) => status))).toEqual(
        new Set([believed ? 200 : mode === 'garbage' && partner === 'sf' ? 400 : 403]),
      );
      expect(await somebody.stateOf(body.orderId)).toBe(believed ? moved : confirmed);
      expect(await balance()).toBe(100_00n - price);
    },
  );
});

describe('a parcel', () => {
  it('is cancelled before it is collected, with one refund', async () => {
    const { body } = await somebody.ship();
    const path = { orderId: body.orderId };
    expect((await somebody.call(cancelShipment, { path })).body).toMatchObject({
      state: 'CANCELLED',
      refundedAt: expect.any(String),
    });
    expect((await somebody.call(cancelShipment, { path })).body.state).toBe('CANCELLED');
    expect(await balance()).toBe(100_00n);
  });

  it('is not ordered while SF does not say its price, and may be with the same key afterwards', async () => {
    const key = newKey();
    await chaos('closed');
    expect(await somebody.ship(key)).toMatchObject({ status: 503, body: { code: 'PARTNER_UNAVAILABLE' } });
    expect(await balance()).toBe(100_00n);
    await chaos('normal');
    expect(await somebody.ship(key)).toMatchObject({ status: 201, body: { state: 'PLACED' } });
  });

  it('is not cancelled once it is collected', async () => {
    const { body } = await somebody.ship();
    await tell('sf', body.orderId, '50');
    expect(await somebody.call(cancelShipment, { path: { orderId: body.orderId } })).toMatchObject({
      status: 409,
      body: { code: 'ORDER_NOT_CANCELLABLE' },
    });
    expect(await balance()).toBe(88_00n);
  });

  it('whose cancellation is not answered stays as it is, and the poll finds out', async () => {
    const { body } = await somebody.ship();
    await chaos('error-500');
    expect((await somebody.call(cancelShipment, { path: { orderId: body.orderId } })).body.state).toBe('PLACED');
    await chaos('normal');
    later(11_000);
    await pollSf({}, context(60_000));
    expect(await somebody.stateOf(body.orderId)).toBe('CANCELLED');
    expect(await balance()).toBe(100_00n);
  });

  it('is tracked: the customer who looks has a silent SF asked', async () => {
    const { body } = await somebody.ship();
    await chaos('silent');
    for (const code of ['50', '33', '44']) await tell('sf', body.orderId, code);
    later(6_000);
    const { body: tracked } = await somebody.call(listRoutes, { path: { orderId: body.orderId } });
    expect(tracked).toMatchObject({
      state: 'DELIVERING',
      data: [{ code: '50', place: '哈尔滨市' }, { code: '33' }, { code: '44' }],
    });
  });

  it('is not ordered, and nothing paid, once the consent is revoked', async () => {
    await somebody.call(revokeConsent, { path: { partner: 'sf' } });
    expect(await somebody.ship()).toMatchObject({ status: 422, body: { code: 'CONSENT_MISSING' } });
    expect(await balance()).toBe(100_00n);
  });
});

describe('an order that never reached the partner', () => {
  it('is unknown until nothing can be under way any more, then given up and paid back', async () => {
    await chaos('forgetful');
    const { body } = await somebody.buy();
    expect(body.state).toBe('BUYING');
    await chaos('normal');
    later(11_000);
    await pollCoffee({}, context(60_000));
    expect(await somebody.stateOf(body.orderId)).toBe('BUYING');
    later(601_000);
    await pollCoffee({}, context(60_000));
    expect(await somebody.stateOf(body.orderId)).toBe('REFUSED');
    expect(await balance()).toBe(100_00n);
  });
});

describe('the morning after', () => {
  it.each([
    { of: sf, job: reconcileSf },
    { of: coffee, job: reconcileCoffee },
  ])('$of.name is paid what both books agree on, once, and its clearing account is zero', async ({ of, job }) => {
    later(dayMs);
    const { total, cases } = await settledUntilYesterday(of, job);
    expect(total).toBeGreaterThan(0n);
    expect({ clearing: await clearing(of), cases }).toEqual({ clearing: 0n, cases: [] });
    await job({}, context(60_000));
    expect(await clearing(of)).toBe(0n);
  });
});

describe('after all of it', () => {
  it('the ledger is sound, to the fen', async () => expect(await findingsOfTable()).toEqual([]));
});

async function settledUntilYesterday(of: Partner, job: typeof reconcileSf) {
  const total = await clearing(of);
  await job({}, context(60_000));
  const { data: cases } = await readCases(of, 50, undefined);
  return { total, cases };
}
