import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLedger, type LedgerFacts } from '../../../shared/domain/ledger/invariants.ts';
import { ModelBank, type Step } from './model-bank.ts';

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
