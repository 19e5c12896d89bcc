import { beforeAll, describe, expect, inject, it } from 'vitest';
import { contract as approveSwitch } from '../../functions/switches/approve-switch.ts';
import { contract as listSwitches } from '../../functions/switches/list-switches.ts';
import { contract as proposeSwitch } from '../../functions/switches/propose-switch.ts';
import { type Actor, over, signInOperator } from '../../local/actor.ts';
import { operatorPasswordOf } from '../../local/seed.ts';
import { refusal } from '../support/people.ts';

let maker: Actor;
let checker: Actor;
beforeAll(async () => {
  [maker, checker] = await Promise.all(
    (['maker', 'checker'] as const).map((role) =>
      signInOperator(over(inject('baseUrl')), role, operatorPasswordOf(role)),
    ) as [Promise<Actor>, Promise<Actor>],
  );
});

/** A line of business that no other test needs, and stays open whatever happens here. */
const business = 'express' as const;
const isOpen = async () => {
  const { data } = await maker.call(listSwitches, {});
  return data.find((one) => one.business === business)?.open;
};

describe('a change of one person alone (abuse case 20)', () => {
  it('is not approved by its maker, nor made by the one who approves', async () => {
    await maker.call(proposeSwitch, { business, open: true });
    expect(await refusal(maker.call(approveSwitch, { business, open: true }))).toMatchObject({ status: 403 });
    expect(await refusal(checker.call(proposeSwitch, { business, open: false }))).toMatchObject({ status: 403 });
  });

  it('is not approved as something else than was proposed', async () => {
    await maker.call(proposeSwitch, { business, open: true });
    expect(await refusal(checker.call(approveSwitch, { business, open: false }))).toMatchObject({
      code: 'SWITCH_PLAN_MISSING',
    });
    expect(await isOpen()).toBe(true);
  });

  it('is approved once, however often that is said', async () => {
    await maker.call(proposeSwitch, { business, open: true });
    await checker.call(approveSwitch, { business, open: true });
    expect(await refusal(checker.call(approveSwitch, { business, open: true }))).toMatchObject({
      code: 'SWITCH_PLAN_MISSING',
    });
  });
});
