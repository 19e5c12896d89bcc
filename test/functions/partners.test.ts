import { ListQueuesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { contract as listOrders } from '../../functions/orders/list-orders.ts';
import { contract as readOrder } from '../../functions/orders/read-order.ts';
import { contract as closeCase } from '../../functions/partners/close-case.ts';
import { contract as listCases } from '../../functions/partners/list-cases.ts';
import { contract as listPartnerDeadLetters } from '../../functions/partners/list-partner-dead-letters.ts';
import { contract as redrivePartnerDeadLetters } from '../../functions/partners/redrive-partner-dead-letters.ts';
import { contract as replacePartnerSecret } from '../../functions/partners/replace-partner-secret.ts';
import type { OrderView } from '../../shared/contract/order-view.ts';
import { type Actor, eventually } from '../../local/actor.ts';
import { partners } from '../../shared/domain/partners/partners.ts';
import { alone } from '../support/alone.ts';
import { queues, runFunction } from '../support/cloud.ts';
import { operator } from '../support/desk.ts';
import { type Holder, moneyOf } from '../support/holders.ts';
import { awaitState, chaos, examples, newBuyer, tell } from '../support/partner-orders.ts';
import { refusal } from '../support/people.ts';

alone('partners');

/** Longer than `unknownSeconds` of every partner, so that an order without an answer is due. */
const dueMs = 5_500;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The contract that every partner keeps: receiveSf and receiveCoffee take pushes, applySf and applyCoffee move orders, pollSf and
 * pollCoffee ask, reconcileSf and reconcileCoffee compare. Customers order by createShipment and buyVoucher; the other side is
 * answerBank, led by setChaos and tellBank.
 */
describe.each(partners)('the partner $name', ({ name, callback }) => {
  const { buy, priceFen, first, confirmed, news, moved } = examples[name]!;
  let buyer: Holder;
  let checker: Actor;
  beforeAll(async () => {
    checker = await operator('checker');
  });
  beforeAll(async () => {
    buyer = await newBuyer();
  });
  afterAll(() => chaos(name, 'normal'));

  it('sells an order once per press of the button, and moves it by what it pushes', async () => {
    const key = v7();
    const [order, again] = [await buy(buyer, key), await buy(buyer, key)];
    expect([order.state, again.orderId]).toEqual([confirmed, order.orderId]);
    expect((await moneyOf(buyer))[0]).toBe(100_00n - priceFen);
    expect(await tell(name, order.orderId, news)).toEqual([{ status: 200, body: callback.accepted }]);
    expect(await awaitState(buyer, order.orderId, moved)).toMatchObject({ partner: name, amount: priceFen });
    expect((await buyer.device.call(listOrders, {})).data.map(({ orderId }) => orderId)).toEqual([order.orderId]);
  });

  it("shows nobody another's order", async () => {
    const { orderId } = await buy(await newBuyer());
    expect(await refusal(buyer.device.call(readOrder, { orderId }))).toMatchObject({
      status: 404,
      code: 'ORDER_NOT_FOUND',
    });
  });

  it('refuses an order and the money is back', async () => {
    const somebody = await newBuyer();
    await chaos(name, 'refuse');
    expect(await refusal(buy(somebody))).toMatchObject({ status: 422, code: 'PARTNER_REFUSED' });
    expect(await moneyOf(somebody)).toEqual([100_00n, 100_00n, 0n]);
  });

  it('answers by 500, garbage, a redirect, too much or nothing: the order is unknown, and asked about until it is known', async () => {
    const lost: [Holder, OrderView][] = [];
    for (const mode of ['error-500', 'garbage', 'redirect', 'no-answer', 'oversized'] as const) {
      const somebody = await newBuyer();
      await chaos(name, mode);
      const order = await buy(somebody);
      expect([mode, order.state]).toEqual([mode, first]);
      lost.push([somebody, order]);
    }
    await chaos(name, 'normal');
    await pause(dueMs);
    await runFunction(`poll-${name}`, {});
    for (const [somebody, { orderId }] of lost) {
      expect((await awaitState(somebody, orderId, confirmed)).refundedAt).toBeUndefined();
      expect((await moneyOf(somebody))[0]).toBe(100_00n - priceFen);
    }
  });

  it.each(['duplicate', 'out-of-order', 'late', 'bad-signature', 'garbage', 'silent'] as const)(
    'pushes %s: nothing is applied twice',
    async (mode) => {
      const somebody = await newBuyer();
      await chaos(name, 'normal');
      const { orderId } = await buy(somebody);
      await chaos(name, mode);
      const pushed = [...(await tell(name, orderId, news)), ...(await tell(name, orderId, news))];
      expect(
        pushed.filter(({ status, body }) => body !== (status === 200 ? callback.accepted : callback.refused)),
      ).toEqual([]);
      await awaitState(somebody, orderId, pushed.some(({ status }) => status === 200) ? moved : confirmed);
      expect((await moneyOf(somebody))[0]).toBe(100_00n - priceFen);
    },
  );

  it('contradicts the books: a case, which a checker closes once', async () => {
    const somebody = await newBuyer();
    const { orderId } = await buy(somebody);
    await sendTo('DeadLetters', name, { orderId, eventId: 'nonsense', state: 'NONSENSE', at: Date.now() });
    await redriven(checker, name, orderId);
    const found = await eventually('a case', async () => {
      const { data } = await checker.call(listCases, { partner: name, limit: 50 });
      return data.find((one) => one.orderId === orderId);
    });
    expect(found).toMatchObject({ fault: 'STATE_FORBIDDEN', bank: priceFen });
    const close = (decision: 'SETTLE' | 'DISMISS') =>
      checker.call(closeCase, { partner: name, caseId: found.caseId, decision });
    expect(await refusal(close('SETTLE'))).toMatchObject({ code: 'CASE_NOT_OPEN' });
    expect([await close('DISMISS'), await close('DISMISS')]).toMatchObject([
      { decision: 'DISMISS' },
      { decision: 'DISMISS' },
    ]);
    expect(await awaitState(somebody, orderId, confirmed)).toMatchObject({ orderId });
  });

  it('has its dead letters listed and sent back, as often as anybody likes', async () => {
    const somebody = await newBuyer();
    const { orderId } = await buy(somebody);
    await sendTo('DeadLetters', name, { orderId, eventId: 'letter', state: moved, at: Date.now() });
    const listed = await eventually('a dead letter', async () => {
      const { data } = await checker.call(listPartnerDeadLetters, { partner: name });
      return data.find((letter) => letter.orderId === orderId);
    });
    expect(listed.letterId).not.toBe('');
    await redriven(checker, name, orderId);
    await awaitState(somebody, orderId, moved);
    expect(await checker.call(redrivePartnerDeadLetters, { partner: name })).toEqual({ redriven: 0 });
  });

  it('is reconciled: a day is settled once', async () => {
    await chaos(name, 'normal');
    const runs = [await runFunction(`reconcile-${name}`, {}), await runFunction(`reconcile-${name}`, {})];
    expect(runs[1]).toEqual({ settled: 0, missing: 0, cases: 0 });
  });
});

it('nobody is a partner who was not declared', async () => {
  const checker = await operator('checker');
  const secret = 'a-secret-of-nobody-at-all';
  expect(await refusal(checker.call(replacePartnerSecret, { partner: 'nobody', secret }))).toMatchObject({
    code: 'PARTNER_NOT_FOUND',
  });
});

/** Puts a message where a consumer that failed five times would have: nobody waits for that in a test. */
async function sendTo(
  what: 'DeadLetters',
  partner: string,
  body: { orderId: string; eventId: string; state: string; at: number },
): Promise<void> {
  const { QueueUrls = [] } = await queues().send(new ListQueuesCommand({}));
  const QueueUrl = QueueUrls.find((url) => url.includes(`partner${partner}`) && url.includes(what));
  const MessageDeduplicationId = `${body.orderId}-${body.eventId}`;
  await queues().send(
    new SendMessageCommand({
      QueueUrl,
      MessageGroupId: body.orderId,
      MessageDeduplicationId,
      MessageBody: JSON.stringify(body),
    }),
  );
}

/** Sends dead letters back until one of this order was among them: a look hides them for a second. */
const redriven = (checker: Actor, partner: string, orderId: string) =>
  eventually(`the dead letter of ${orderId} to be sent back`, async () => {
    const { redriven: count } = await checker.call(redrivePartnerDeadLetters, { partner });
    return count > 0 ? count : undefined;
  });
