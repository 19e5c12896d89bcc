import { accountEntity, type AccountRow } from '../../shared/data/account.entity.ts';
import { commit, Stale } from '../../shared/data/commit.ts';
import { entryEntity, type EntryRow } from '../../shared/data/entry.entity.ts';
import { captureHold, entryMayBecome, placeHold, releaseFunds } from '../../shared/data/hold.store.ts';
import { postJournal } from '../../shared/data/ledger.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { sandboxNostro } from '../../shared/domain/ledger/chart.ts';
import { account, holdOf, line, openedAccount, payIn } from '../support/books.ts';

/** An account with 100.00, as it is read now. */
async function funded(fields: Partial<AccountRow> = {}): Promise<AccountRow> {
  const one = await openedAccount(fields);
  await payIn(one, 100_00n);
  return account(one);
}

/** What the table holds is changed behind the ledger's back, so that only the guard in the table can know. */
const behind = (row: AccountRow, set: Partial<AccountRow>) => commit(accountEntity.update(row, { set }, []));

async function pay(payer: AccountRow, payee: AccountRow, fen: bigint, transferId = newId('trf')): Promise<void> {
  await postJournal({
    journalId: transferId,
    bookedAt: Date.now(),
    legs: [
      { account: payer, amountFen: -fen, line: line('transfer-out', payee.accountId, transferId) },
      { account: payee, amountFen: fen, line: line('transfer-in', payer.accountId) },
    ],
  });
}

const place = (payer: AccountRow, hold = holdOf(payer, 60_00n, newId('acc'))) =>
  placeHold(payer, hold, Date.now(), () => new Stale('there'));

export async function held(): Promise<{ payer: AccountRow; hold: EntryRow }> {
  const payer = await funded();
  const hold = holdOf(payer, 60_00n, newId('acc'));
  await place(payer, hold);
  return { payer: await account(payer), hold: { ...hold, status: 'PDNG' } };
}

const capture = async ({ payer, hold }: { payer: AccountRow; hold: EntryRow }) => {
  const payee = await openedAccount();
  const incoming = { account: payee, amountFen: -hold.amountFen, line: line('payment', payer.accountId) };
  await postJournal({ journalId: hold.journalId, bookedAt: Date.now(), legs: [captureHold(payer, hold), incoming] });
};
export const release = ({ payer, hold }: { payer: AccountRow; hold: EntryRow }) =>
  commit(
    entryEntity.update(hold, { set: { status: 'RLSD' } }, [entryMayBecome('RLSD')]),
    releaseFunds(payer, -hold.amountFen),
  );

/** For each guard, a write that this guard alone must refuse. */
export const cases: Record<string, () => Promise<() => Promise<unknown>>> = {
  'account #version = ?': async () => {
    const [payer, payee] = [await funded(), await openedAccount()];
    await pay(payer, payee, 1n);
    return () => pay(payer, { ...payee, version: 2n }, 1n);
  },
  'account #status IN (?)': async () => {
    const [payer, payee] = [await funded(), await openedAccount()];
    await behind(payer, { status: 'FROZEN' });
    return () => pay(payer, payee, 1n);
  },
  'account #available >= ?': async () => {
    const [payer, payee] = [await funded(), await openedAccount()];
    await behind(payer, { available: 0n });
    return () => pay(payer, payee, 1n);
  },
  'account #balance <= ?': async () => {
    const [payer, payee] = [await funded(), await openedAccount({ accountClass: 'III' })];
    await behind(payee, { balance: 200_000n });
    return () => pay(payer, payee, 1n);
  },
  'account #held >= ?': async () => {
    const one = await held();
    await behind(one.payer, { held: 59_99n });
    return () => capture(one);
  },
  'account #status = ?': async () => {
    const payer = await funded();
    await behind(payer, { status: 'FROZEN' });
    return () => place(payer);
  },
  'entry attribute_not_exists(#pk)': async () => {
    const [payer, payee, transferId] = [await funded(), await openedAccount(), newId('trf')];
    await pay(payer, payee, 1n, transferId);
    const [from, to] = [await account(payer), await account(payee)];
    return () => pay(from, to, 1n, transferId);
  },
  'entry #status IN (?)': async () => {
    const one = await held();
    await commit(entryEntity.update(one.hold, { set: { status: 'RLSD' } }, []));
    return () => release(one);
  },
  'entry #amountFen = ?': async () => {
    const one = await held();
    await commit(entryEntity.update(one.hold, { set: { amountFen: -1n } }, []));
    return () => capture(one);
  },
  'hot-entry attribute_not_exists(#pk)': async () => {
    const [payee, entryId, journalId, bookedAt] = [await openedAccount(), newId('ent'), newId('jnl'), Date.now()];
    const twice = async () =>
      postJournal({
        journalId,
        bookedAt,
        legs: [
          { account: await account(payee), amountFen: 1n, line: line('pay-in', sandboxNostro.accountId) },
          { account: sandboxNostro, amountFen: -1n, line: { ...line('pay-in', payee.accountId), entryId } },
        ],
      });
    await twice();
    return twice;
  },
};
