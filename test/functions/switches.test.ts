import { expect, it } from 'vitest';
import { contract as buyVoucher } from '../../functions/partner-coffee/buy-voucher.ts';
import { contract as approveSwitch } from '../../functions/switches/approve-switch.ts';
import { contract as listSwitches } from '../../functions/switches/list-switches.ts';
import { contract as proposeSwitch } from '../../functions/switches/propose-switch.ts';
import { eventually } from '../../local/actor.ts';
import { newId } from '../../shared/data/new-id.ts';
import { alone } from '../support/alone.ts';
import { operator } from '../support/desk.ts';
import { moneyOf } from '../support/holders.ts';
import { examples, newBuyer } from '../support/partner-orders.ts';
import { refusal } from '../support/people.ts';

alone('partners');

it('a partner is closed and opened by two persons, and nothing is paid in between', async () => {
  const [maker, checker, buyer] = [await operator('maker'), await operator('checker'), await newBuyer()];
  const business = 'coffee' as const;
  const change = async (open: boolean) => {
    const { planned } = await maker.call(proposeSwitch, { business, open });
    expect(planned).toMatchObject({ open });
    return checker.call(approveSwitch, { business, open });
  };
  /** What a customer hears without paying: an account of nobody's is looked at only while the business is open. */
  const heard = (code: string) =>
    eventually(`a customer to hear ${code}`, async () => {
      const told = await refusal(buyer.device.call(buyVoucher, { accountId: newId('acc') }));
      return told.code === code ? told : undefined;
    });

  expect(await refusal(checker.call(approveSwitch, { business, open: false }))).toMatchObject({
    code: 'SWITCH_PLAN_MISSING',
  });
  expect(await refusal(maker.call(approveSwitch, { business, open: false }))).toMatchObject({ status: 403 });
  expect(await refusal(buyer.device.call(listSwitches, {}))).toMatchObject({ status: 403 });

  expect(await change(false)).toEqual({ business, open: false });
  expect(await heard('BUSINESS_CLOSED')).toMatchObject({ status: 503 });
  expect(await refusal(examples[business]!.buy(buyer))).toMatchObject({ code: 'BUSINESS_CLOSED' });
  expect((await moneyOf(buyer))[0]).toBe(100_00n);

  await change(true);
  const { data } = await maker.call(listSwitches, {});
  expect(data.find((one) => one.business === business)).toEqual({ business, open: true });
  await heard('ACCOUNT_NOT_FOUND');
  await examples[business]!.buy(buyer);
  expect((await moneyOf(buyer))[0]).toBe(100_00n - examples[business]!.priceFen);
});
