import { describe, expect, it } from 'vitest';
import type { AccountFact, EntryFact } from '../../../shared/domain/ledger/books.ts';
import { sandboxNostro } from '../../../shared/domain/ledger/chart.ts';
import { checkLedger, type LedgerFacts } from '../../../shared/domain/ledger/invariants.ts';
import { now } from './model-bank.ts';

describe('the checker names', () => {
  const line = (fields: Partial<EntryFact>): EntryFact => ({
    accountId: 'acc_1',
    entryId: 'ent_1',
    journalId: 'jnl_1',
    amountFen: 5n,
    status: 'BOOK',
    seq: 1n,
    balanceAfter: 5n,
    bookedAt: 1n,
    ...fields,
  });
  const of = (fields: Partial<AccountFact>): AccountFact => ({
    accountId: 'acc_1',
    accountClass: 'I',
    status: 'OPEN',
    balance: 5n,
    available: 5n,
    held: 0n,
    seq: 1n,
    ...fields,
  });
  const bank = of({ accountId: 'acc_0', accountClass: 'GL', balance: -5n, available: -5n });
  const other = line({ accountId: 'acc_0', entryId: 'ent_0', amountFen: -5n, balanceAfter: -5n });
  const sound: LedgerFacts = {
    now,
    since: 0,
    until: now,
    accounts: [bank, of({})],
    entries: [other, line({})],
    hotEntries: [],
  };
  const name = (facts: Partial<LedgerFacts>) =>
    checkLedger({ ...sound, ...facts }).map(({ invariant, subject }) => `${invariant} ${subject}`);

  it.each<[string, Partial<LedgerFacts>, string]>([
    ['balances that do not sum to 0', { accounts: [bank, of({ balance: 6n, available: 6n })] }, 'I1 ledger'],
    ['a journal with one side', { entries: [line({})] }, 'I2 jnl_1'],
    ['a gap in the numbers', { accounts: [bank, of({ seq: 2n })] }, 'I3 acc_1'],
    ['two lines of one number', { entries: [other, line({}), line({ entryId: 'ent_2' })] }, 'I3 acc_1'],
    [
      'a booked line without a number',
      { entries: [other, line({}), { ...line({ entryId: 'ent_2' }), seq: undefined }] as EntryFact[] },
      'I3 ent_2',
    ],
    ['lines without an account', { accounts: [bank] }, 'I3 acc_1'],
    ['an overdraft', { accounts: [bank, of({ available: -1n, held: 6n })] }, 'I4 acc_1'],
    ['available that is not balance less held', { accounts: [bank, of({ available: 4n })] }, 'I4 acc_1'],
    [
      'a class III balance above 2,000 CNY at some moment',
      { accounts: [bank, of({ accountClass: 'III' })], entries: [other, line({ balanceAfter: 200_001n })] },
      'I5 acc_1',
    ],
    [
      'a journal posted twice to one account',
      { entries: [other, line({}), line({ entryId: 'ent_2', seq: 2n })] },
      'I6 jnl_1',
    ],
    ['a transfer that was acknowledged and is not there', { told: { posted: ['trf_1'], refused: [] } }, 'I6 trf_1'],
    ['a transfer that was refused and is there', { told: { posted: [], refused: ['ent_1'] } }, 'I6 ent_1'],
    ['held money without a hold', { accounts: [bank, of({ available: 4n, held: 1n })] }, 'I7 acc_1'],
    [
      'a hold past its expiry',
      { entries: [other, line({}), line({ entryId: 'ent_2', status: 'PDNG', holdUntil: 1n })] },
      'I7 ent_2',
    ],
    ['a hold that was booked and released', { entries: [other, line({ status: 'RLSD' })] }, 'I7 ent_1'],
  ])('%s', (_, facts, expected) => {
    expect(name({})).toEqual([]);
    expect(name(facts)).toContain(expected);
  });

  it('a line of a hot account that was never numbered, after an hour', () => {
    const { seq: _seq, balanceAfter: _after, status: _status, ...waiting } = other;
    const at = (bookedAt: number) =>
      name({
        accounts: [of({})],
        entries: [line({})],
        hotEntries: [{ ...waiting, accountId: sandboxNostro.accountId, shard: '07', bookedAt: BigInt(bookedAt) }],
      });
    expect(at(now - 60_000)).toEqual([]);
    expect(at(now - 3_600_001)).toEqual(['I3 ent_0']);
  });
});
