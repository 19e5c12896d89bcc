import { v7 } from 'uuid';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { contract as checkInvariants } from '../../../functions/ledger/check-invariants.ts';
import { contract as listInvariantChecks } from '../../../functions/ledger/list-invariant-checks.ts';
import { contract as listTrialBalances } from '../../../functions/ledger/list-trial-balances.ts';
import { contract as readInvariantCheck } from '../../../functions/ledger/read-invariant-check.ts';
import { contract as readTrialBalance } from '../../../functions/ledger/read-trial-balance.ts';
import { contract as takeTrialBalance } from '../../../functions/ledger/take-trial-balance.ts';
import { type Actor, eventually, over, signInOperator } from '../../../local/actor.ts';
import { operatorPasswordOf } from '../../../local/seed.ts';
import { newHolder } from '../../support/holders.ts';
import { newCustomer, refusal } from '../../support/people.ts';

const atDesk = (role: string) => signInOperator(over(inject('baseUrl')), role, operatorPasswordOf(role));
const dayMs = 24 * 60 * 60 * 1000;

let auditor: Actor;
beforeAll(async () => {
  auditor = await atDesk('auditor');
  await newHolder(123n);
});

describe('takeTrialBalance', () => {
  it('is made by makeLedgerReport, balances, and is read by auditor and checker', async () => {
    const asked = await auditor.call(takeTrialBalance, {});
    expect(asked.status).toBe('RUNNING');
    const checker = await atDesk('checker');
    const made = await eventually('the trial balance', async () => {
      const report = await checker.call(readTrialBalance, { trialBalanceId: asked.trialBalanceId });
      return report.status === 'DONE' ? report : undefined;
    });
    expect(made.result).toMatchObject({ balanced: true });
    expect(made.result!.debit).toBe(made.result!.credit);
    expect(made.result!.lines.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['1011', '201101', '201102', '201103']),
    );
  });

  it('is asked for once however often it is sent, and once only under a key', async () => {
    const key = v7();
    const first = await auditor.exchange(takeTrialBalance, {}, key);
    const second = await auditor.exchange(takeTrialBalance, {}, key);
    expect([first.replayed, second.replayed]).toEqual([false, true]);
    expect(second.answer.trialBalanceId).toBe(first.answer.trialBalanceId);
    const other = auditor.call(takeTrialBalance, { asOf: Date.now() - 60_000 }, key);
    expect(await refusal(other)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
    const stale = auditor.call(takeTrialBalance, {}, v7({ msecs: Date.now() - 6 * 60_000 }));
    expect(await refusal(stale)).toMatchObject({ status: 400, code: 'IDEMPOTENCY_KEY_STALE' });
  });

  it.each([
    ['the future', 60_000],
    ['a time at which money is still under way', 0],
    ['32 days ago', -32 * dayMs],
  ])('refuses to cut the books at %s', async (_what, shiftMs) => {
    const asked = auditor.call(takeTrialBalance, { asOf: Date.now() + shiftMs });
    expect(await refusal(asked)).toMatchObject({ status: 400, code: 'CUT_OUT_OF_RANGE' });
  });
});

describe('checkInvariants', () => {
  it('looks at every account, and finds nothing', async () => {
    const { checkId } = await auditor.call(checkInvariants, {});
    const check = await eventually('the check', async () => {
      const report = await auditor.call(readInvariantCheck, { checkId });
      return report.status === 'DONE' ? report : undefined;
    });
    expect(check).toMatchObject({ findingsTotal: 0, findings: [] });
    expect(check.accounts).toBeGreaterThanOrEqual(2);
  });

  it('can be asked for a span, and is replayed under its key', async () => {
    const key = v7();
    const span = { since: Date.now() - 60 * 60_000 };
    const first = await auditor.exchange(checkInvariants, span, key);
    expect(Date.parse(first.answer.since)).toBe(span.since);
    expect((await auditor.exchange(checkInvariants, span, key)).replayed).toBe(true);
    expect(await refusal(auditor.call(checkInvariants, {}, key))).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});

describe('lists of reports', () => {
  it('show the newest first and page by cursor', async () => {
    const made: string[] = [];
    for (let count = 0; count < 3; count++) made.unshift((await auditor.call(takeTrialBalance, {})).trialBalanceId);
    const seen: string[] = [];
    let page = await auditor.call(listTrialBalances, { limit: 2 });
    for (;;) {
      seen.push(...page.data.map(({ trialBalanceId }) => trialBalanceId));
      if (page.next === undefined || seen.includes(made.at(-1)!)) break;
      page = await auditor.call(listTrialBalances, { limit: 2, cursor: page.next });
    }
    expect(seen.filter((id) => made.includes(id))).toEqual(made);
    expect(await refusal(auditor.call(listTrialBalances, { cursor: 'forged' }))).toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });

  it('show the checks that were asked for', async () => {
    const { checkId } = await auditor.call(checkInvariants, {});
    const { data } = await auditor.call(listInvariantChecks, { limit: 50 });
    expect(data.map((one) => one.checkId)).toContain(checkId);
    expect(await refusal(auditor.call(listInvariantChecks, { cursor: 'forged' }))).toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });
});

describe('what is not there', () => {
  it('is a problem', async () => {
    const id = '01jd0000000000000000000000';
    expect(await refusal(auditor.call(readTrialBalance, { trialBalanceId: `tbl_${id}` }))).toMatchObject({
      status: 404,
      code: 'REPORT_NOT_FOUND',
    });
    expect(await refusal(auditor.call(readInvariantCheck, { checkId: `chk_${id}` }))).toMatchObject({
      code: 'REPORT_NOT_FOUND',
    });
  });
});

describe('duties are separate', () => {
  it.each(['teller', 'maker'])('a %s reads no report of the ledger and asks for none', async (role) => {
    const desk = await atDesk(role);
    expect(await refusal(desk.call(takeTrialBalance, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await refusal(desk.call(listTrialBalances, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('a checker takes trial balances but checks no invariants', async () => {
    const desk = await atDesk('checker');
    expect(await refusal(desk.call(checkInvariants, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await refusal(desk.call(listInvariantChecks, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('a customer does neither', async () => {
    const { device } = await newCustomer();
    expect(await refusal(device.call(takeTrialBalance, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await refusal(device.call(listInvariantChecks, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});
