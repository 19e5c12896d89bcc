import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { accountEntity } from '../../shared/data/account.entity.ts';
import { saveOpening } from '../../shared/data/account.store.ts';
import { commit } from '../../shared/data/commit.ts';
import { readConsent, saveConsent } from '../../shared/data/consent.store.ts';
import { openGeneralAccounts, readGeneralAccount } from '../../shared/data/general-account.store.ts';
import { captureHold } from '../../shared/data/hold.store.ts';
import { holdingsEntity } from '../../shared/data/holdings.entity.ts';
import { postJournal } from '../../shared/data/ledger.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { closeCase } from '../../shared/data/partners/case-closing.store.ts';
import { openCase, payPartner, readCases } from '../../shared/data/partners/case.store.ts';
import { caseEntity, type CaseRow } from '../../shared/data/partners/order.entity.ts';
import { settleDay } from '../../shared/data/partners/settled-day.store.ts';
import { documents, tableName, type Key } from '../../shared/data/table.ts';
import { clearingOf } from '../../shared/domain/ledger/chart.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import { account, line, openedAccount } from '../support/books.ts';
import { useMeanwhile } from '../support/meanwhile.ts';
import { usePartnerBank } from '../support/partner-bank.ts';
import { held, release } from './guard-cases.ts';

usePartnerBank();
const meanwhile = useMeanwhile();
// The first reader of a general account opens it: that would be the first write.
beforeAll(openGeneralAccounts);

/** An item is lost, as nobody in the bank loses one. */
const lose = (key: Key) => documents().send(new DeleteCommand({ TableName: tableName(), Key: key }));

describe('a case', () => {
  const operator = newId('opr');
  const ground = () => ({ orderId: newId('ord'), fault: 'NOT_OF_PARTNER' as const, bankFen: 0n, partnerFen: 0n });
  const caseOf = async ({ orderId }: { orderId: string }): Promise<CaseRow> =>
    (await readCases(coffee, 100, undefined)).data.find((one) => one.orderId === orderId)!;
  const close = (one: CaseRow, by: string) => closeCase(coffee, one.caseId, 'DISMISS', by, Date.now());

  it('that is opened and closed while it is found again stays closed', async () => {
    const found = ground();
    meanwhile(async () => {
      await openCase(coffee, found, 1000);
      await close(await caseOf(found), operator);
    });
    await expect(openCase(coffee, found, 2000)).rejects.toMatchObject({ name: 'Stale' });
    expect(await caseOf(found)).toMatchObject({ openedAt: 1000n, decision: 'DISMISS', closedBy: operator });
  });

  it('that another closes meanwhile stays as he closed it', async () => {
    const found = ground();
    await openCase(coffee, found, 1000);
    const one = await caseOf(found);
    meanwhile(() => close(one, operator));
    expect(await close(one, newId('opr'))).toMatchObject({ closedBy: operator });
    expect(await caseOf(found)).toMatchObject({ closedBy: operator });
  });

  it('that is lost meanwhile is not made of a decision alone', async () => {
    const found = ground();
    await openCase(coffee, found, 1000);
    const one = await caseOf(found);
    meanwhile(() => lose(caseEntity.key(one)));
    await expect(close(one, operator)).rejects.toThrow('CASE_NOT_FOUND');
    expect(await caseEntity.read(one, 'consistent')).toBeUndefined();
  });
});

describe('a consent', () => {
  const keyOf = (customerId: string) => ({ pk: `CUS#${customerId}`, sk: 'CONSENT#sf' });
  const recordOf = (customerId: string, version: bigint) => ({
    pk: `CUS#${customerId}`,
    sk: `CONSENTED#sf#00000${version}`,
  });

  it.each([1n, 2n])('does not replace number %s, given meanwhile, even if that one was not recorded', async (last) => {
    const customerId = newId('cus');
    if (last > 1n) await saveConsent(customerId, 'sf', ['sender-address'], 1000);
    meanwhile(async () => {
      await saveConsent(customerId, 'sf', ['sender-name'], 2000);
      await lose(recordOf(customerId, last));
    });
    expect(await saveConsent(customerId, 'sf', ['sender-phone'], 3000)).toMatchObject({ version: last + 1n });
    expect(await readConsent(customerId, 'sf')).toEqual(['sender-phone']);
  });

  it('never replaces the record of an earlier one, even if the consent itself was lost', async () => {
    const customerId = newId('cus');
    await saveConsent(customerId, 'sf', ['sender-name'], 1000);
    await lose(keyOf(customerId));
    await expect(saveConsent(customerId, 'sf', ['sender-phone'], 2000)).rejects.toThrow('TRY_AGAIN');
    expect(await readConsent(customerId, 'sf')).toEqual([]);
  });
});

describe('the holdings of a customer', () => {
  it('count an account that was opened meanwhile, so that nobody has two of class I', async () => {
    const customerId = newId('cus');
    const opening = () => {
      const about = { customerId, holderName: '王小明', accountClass: 'I' as const, bodyHash: 'h', now: Date.now() };
      return { accountId: newId('acc'), ...about };
    };
    // The first account of a bank makes the keys that seal it: that would be the first write.
    await saveOpening({ ...opening(), customerId: newId('cus') });
    const [first, second] = [opening(), opening()];
    meanwhile(() => saveOpening(first));
    await expect(saveOpening(second)).rejects.toMatchObject({ name: 'Stale' });
    expect(await holdingsEntity.read({ customerId }, 'consistent')).toMatchObject({ classI: [first.accountId] });
    expect(await accountEntity.read(second, 'consistent')).toBeUndefined();
  });
});

describe('the clearing account', () => {
  const clearing = () => readGeneralAccount(clearingOf(coffee));

  it('loses no settlement that came meanwhile', async () => {
    const before = await clearing();
    meanwhile(() => payPartner(coffee, 5n, Date.now()));
    await expect(payPartner(coffee, 3n, Date.now())).rejects.toMatchObject({ name: 'Stale' });
    const { balance, seq } = await clearing();
    expect([balance, seq]).toEqual([before.balance - 5n, before.seq + 1n]);
  });

  it('that is frozen meanwhile pays nobody', async () => {
    const before = await clearing();
    const become = (status: 'FROZEN' | 'OPEN') => commit(accountEntity.update(before, { set: { status } }, []));
    meanwhile(() => become('FROZEN'));
    await expect(payPartner(coffee, 3n, Date.now())).rejects.toThrow('ACCOUNT_NOT_USABLE');
    await become('OPEN');
    expect(await clearing()).toEqual(before);
  });

  it('is settled once for a day that two compare at once', async () => {
    const day = '2020-02-02';
    meanwhile(() => settleDay(coffee, day, [], 1000));
    expect(await settleDay(coffee, day, [], 2000)).toMatchObject({ settledAt: 1000n });
  });
});

describe('a hold', () => {
  it('that was given back is not spent out of another hold of the same account', async () => {
    const { payer, hold } = await held();
    await release({ payer, hold });
    const open = await account(payer);
    await commit(accountEntity.update(open, { set: { held: open.available, available: 0n } }, []));
    const payee = await openedAccount();
    const incoming = { account: payee, amountFen: -hold.amountFen, line: line('payment', payer.accountId) };
    const legs = [captureHold(await account(payer), hold), incoming];
    const journal = { journalId: hold.journalId, bookedAt: Date.now(), legs };
    await expect(postJournal(journal)).rejects.toMatchObject({ name: 'Stale' });
    expect((await account(payee)).balance).toBe(0n);
  });
});
