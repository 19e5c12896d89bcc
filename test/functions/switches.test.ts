import { expect, it } from 'vitest';
import { contract as approveSwitch } from '../../functions/switches/approve-switch.ts';
import { contract as listSwitches } from '../../functions/switches/list-switches.ts';
import { contract as proposeSwitch } from '../../functions/switches/propose-switch.ts';
import { eventually } from '../../local/actor.ts';
import { alone } from '../support/alone.ts';
import { operator } from '../support/desk.ts';
import { moneyOf } from '../support/holders.ts';
import { examples, newBuyer } from '../support/partner-orders.ts';
import { refusal } from '../support/people.ts';

alone('partners');

it('a partner is closed and opened by two persons, and nothing is paid in between', async () => {
  const [maker, checker, buyer] = [await operator('maker'), await operator('checker'), await newBuyer()];
  const business = 'coffee' as const;
  const buy = () => examples[business]!.buy(buyer);
  const change = async (open: boolean) => {
    const { planned } = await maker.call(proposeSwitch, { business, open });
    expect(planned).toMatchObject({ open });
    return checker.call(approveSwitch, { business, open });
  };

  expect(await refusal(checker.call(approveSwitch, { business, open: false }))).toMatchObject({
    code: 'SWITCH_PLAN_MISSING',
  });
  expect(await refusal(maker.call(approveSwitch, { business, open: false }))).toMatchObject({ status: 403 });
  expect(await refusal(buyer.device.call(listSwitches, {}))).toMatchObject({ status: 403 });

  expect(await change(false)).toEqual({ business, open: false });
  const closed = await eventually('the business to be closed everywhere', async () => {
    const told = await buy().then(
      () => undefined,
      () => refusal(buy()),
    );
    return told?.code === 'BUSINESS_CLOSED' ? told : undefined;
  });
  expect(closed.status).toBe(503);
  const [held] = await moneyOf(buyer);

  await change(true);
  const { data } = await maker.call(listSwitches, {});
  expect(data.find((one) => one.business === business)).toEqual({ business, open: true });
  await eventually('the business to be open again', () => buy().catch(() => undefined));
  expect((await moneyOf(buyer))[0]).toBe(held! - examples[business]!.priceFen);
});
