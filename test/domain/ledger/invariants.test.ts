import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountFact, EntryFact } from '../../../shared/domain/ledger/books.ts';
import { sandboxNostro } from '../../../shared/domain/ledger/chart.ts';
import { checkLedger, type LedgerFacts } from '../../../shared/domain/ledger/invariants.ts';
import { ModelBank, now, type Step } from './model-bank.ts';

const account = fc.integer({ min: 0, max: 4 });
const customer = fc.integer({ min: 1, max: 4 });
/** Around the class III cap and in the small, where steps meet limits. */
const fen = fc.oneof(fc.bigInt({ min: 1n, max: 300n }), fc.bigInt({ min: 150_000n, max: 250_000n }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('move' as const), from: account, to: account, fen }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('hold' as const), from: customer, to: account, fen }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('end' as const),
      how: fc.constantFrom('captured' as const, 'released' as const),
      hold: fc.nat(20),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('set' as const),
      status: fc.constantFrom('OPEN' as const, 'FROZEN' as const),
      account: customer,
    }),
  },
);
const history = fc.array(step, { maxLength: 60 });

function played(steps: readonly Step[]): ModelBank {
  const bank = new ModelBank();
  for (const one of steps) bank.take(one);
  return bank;
}

it('hold after any sequence of journals, holds and freezes', () => {
  const refused = new Set<string>();
  fc.assert(
    fc.property(history, (steps) => {
      const bank = played(steps);
      for (const code of bank.refused) refused.add(code);
      expect(checkLedger(bank.facts())).toEqual([]);
    }),
    { numRuns: 500 },
  );
  // The histories did meet every rule.
  expect(refused).toEqual(new Set(['INSUFFICIENT_FUNDS', 'ACCOUNT_NOT_USABLE', 'BALANCE_CAP_EXCEEDED']));
});

describe('any one fact that is changed is found', () => {
  const live = history.map((steps) =>
    played([{ does: 'move', from: 0, to: 1, fen: 500n }, { does: 'hold', from: 1, to: 2, fen: 7n }, ...steps]).facts(),
  );
  const found = (facts: LedgerFacts) => new Set(checkLedger(facts).map(({ invariant }) => invariant));

  it('a balance', () => {
    fc.assert(
      fc.property(live, account, fc.bigInt({ min: 1n, max: 9n }), (facts, index, by) => {
        const accounts = facts.accounts.map((one, at) => (at === index ? { ...one, balance: one.balance + by } : one));
        expect([...found({ ...facts, accounts })]).toEqual(expect.arrayContaining(['I1', 'I3', 'I4']));
      }),
    );
  });

  it('an amount, a number, a lost line', () => {
    fc.assert(
      fc.property(live, fc.nat(), fc.constantFrom('amount', 'number', 'lost'), (facts, at, how) => {
        const booked = facts.entries.filter(({ status }) => status === 'BOOK');
        const victim = booked[at % booked.length]!;
        const changed =
          how === 'amount'
            ? [{ ...victim, amountFen: victim.amountFen + 1n }]
            : how === 'number'
              ? [{ ...victim, seq: victim.seq! + 1n }]
              : [];
        const entries = facts.entries.flatMap((entry) => (entry === victim ? changed : [entry]));
        expect(found({ ...facts, entries }).size).toBeGreaterThan(0);
      }),
    );
  });
});

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
    const nostro = of({ accountId: sandboxNostro.accountId, accountClass: 'GL', balance: 0n, available: 0n, seq: 0n });
    const { seq: _seq, balanceAfter: _after, status: _status, ...waiting } = other;
    const at = (bookedAt: number) =>
      name({
        accounts: [nostro, of({})],
        entries: [line({})],
        hotEntries: [{ ...waiting, accountId: nostro.accountId, bookedAt: BigInt(bookedAt) }],
      });
    expect(at(now - 60_000)).toEqual([]);
    expect(at(now - 3_600_001)).toEqual(['I3 ent_0']);
  });
});
