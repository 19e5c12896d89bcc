import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertBalanced } from '../../../shared/domain/ledger/entry.ts';
import { move, type Position, release, reserve } from '../../../shared/domain/ledger/position.ts';

const of = (fields: Partial<Position> = {}): Position => ({
  accountId: 'acc_1',
  accountClass: 'I',
  status: 'OPEN',
  balance: 100n,
  available: 70n,
  held: 30n,
  seq: 4n,
  ...fields,
});
const refused = (code: string, details: object = {}) =>
  expect.objectContaining({ spec: expect.objectContaining({ code }), details });
const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('a movement', () => {
  it('takes the next number and moves balance and available alike', () => {
    expect(move(of(), -70n)).toMatchObject({ balance: 30n, available: 0n, held: 30n, seq: 5n });
    expect(move(of(), 5n)).toMatchObject({ balance: 105n, available: 75n, held: 30n, seq: 5n });
  });

  it('spends what is held when it captures', () => {
    expect(move(of(), -30n, true)).toMatchObject({ balance: 70n, available: 70n, held: 0n, seq: 5n });
  });

  it('lets a general-ledger account go below zero', () => {
    expect(move(of({ accountClass: 'GL' }), -500n)).toMatchObject({ balance: -400n });
  });

  it('credits a frozen account, and gives back what it held', () => {
    expect(move(of({ status: 'FROZEN' }), 1n)).toMatchObject({ balance: 101n });
    expect(release(of({ status: 'FROZEN' }), 30n)).toMatchObject({ available: 100n, held: 0n });
  });

  it.each([
    ['one fen more than is available', () => move(of(), -71n), refused('INSUFFICIENT_FUNDS', { shortBy: 1n })],
    ['a hold of more than is available', () => reserve(of(), 71n), refused('INSUFFICIENT_FUNDS', { shortBy: 1n })],
    ['a debit of a frozen account', () => move(of({ status: 'FROZEN' }), -1n), refused('ACCOUNT_NOT_USABLE')],
    ['a hold on a frozen account', () => reserve(of({ status: 'FROZEN' }), 1n), refused('ACCOUNT_NOT_USABLE')],
    [
      'the capture of a hold of a frozen account',
      () => move(of({ status: 'FROZEN' }), -30n, true),
      refused('ACCOUNT_NOT_USABLE'),
    ],
    ['a credit to a closed account', () => move(of({ status: 'CLOSED' }), 1n), refused('ACCOUNT_NOT_USABLE')],
    [
      'a class III balance of 2,000.01',
      () => move(of({ accountClass: 'III', balance: 200_000n, available: 199_970n }), 1n),
      refused('BALANCE_CAP_EXCEEDED'),
    ],
  ])('is refused: %s', (_, work, expected) => {
    expect(thrown(work)).toEqual(expected);
  });

  it('takes a class III account to exactly 2,000.00', () => {
    expect(move(of({ accountClass: 'III' }), 199_900n)).toMatchObject({ balance: 200_000n });
  });

  it.each([
    ['captures more than is held', () => move(of(), -31n, true)],
    ['captures a credit', () => move(of(), 1n, true)],
    ['reserves nothing', () => reserve(of(), 0n)],
    ['reserves less than nothing', () => reserve(of(), -1n)],
    ['releases more than is held', () => release(of(), 31n)],
    ['releases nothing', () => release(of(), 0n)],
  ])('is a bug when it %s', (_, work) => {
    expect(work).toThrow(/^account acc_1/);
  });

  it('keeps available = balance - held', () => {
    const amount = fc.bigInt({ min: -200n, max: 200n }).filter((fen) => fen !== 0n);
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        let position = of({ accountClass: 'GL' });
        for (const fen of amounts) position = move(position, fen);
        expect(position.available).toBe(position.balance - position.held);
        expect(position.seq).toBe(4n + BigInt(amounts.length));
      }),
    );
  });
});

describe('a journal', () => {
  const leg = (accountId: string, amountFen: bigint) => ({ accountId, amountFen });
  it.each([
    ['has no leg', []],
    ['has one leg', [leg('a', 0n)]],
    ['does not sum to zero', [leg('a', 1n), leg('b', -2n)]],
    ['names an account twice', [leg('a', 1n), leg('a', -1n)]],
    ['moves nothing on a leg', [leg('a', 1n), leg('b', -1n), leg('c', 0n)]],
  ])('is refused when it %s', (_, legs) => {
    expect(() => assertBalanced('jnl_1', legs)).toThrow('jnl_1');
  });
});
