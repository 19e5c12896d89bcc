import * as z from 'zod/mini';
import { type AccountClass, type AccountStatus, classThreeBalanceFenMax } from '../accounts/account.ts';
import { DomainError, defineError } from '../errors.ts';
import { amount } from '../money.ts';

/** What an account holds at one moment (头寸), in fen. `available` (可用余额) = `balance` (余额) - `held` (冻结金额). */
export interface Position {
  readonly accountId: string;
  /** GL marks an account of the bank itself: no floor, no class. */
  readonly accountClass: AccountClass | 'GL';
  readonly status: AccountStatus;
  readonly balance: bigint;
  readonly available: bigint;
  readonly held: bigint;
  /** How many entries are booked: the last one's number. */
  readonly seq: bigint;
}

/** What an account holds before its first entry. */
export const emptyPosition = { balance: 0n, available: 0n, held: 0n, seq: 0n } as const;

/** The account does not hold enough money that is free. */
export const InsufficientFunds = defineError({
  code: 'INSUFFICIENT_FUNDS',
  kind: 'refused',
  title: { zh: '可用余额不足', en: 'Not enough available money' },
  action: { zh: '请减少金额或先转入资金', en: 'Lower the amount or pay money in first' },
  details: z.object({ shortBy: amount }),
});

/** The account is frozen or closed for this movement. */
export const AccountNotUsable = defineError({
  code: 'ACCOUNT_NOT_USABLE',
  kind: 'refused',
  title: { zh: '账户状态不支持该交易', en: 'The account cannot be used for this' },
  action: { zh: '请联系客服核实账户状态', en: 'Ask customer service about the state of the account' },
  details: z.object({}),
});

/** A class III account would hold more than 2,000 CNY. */
export const BalanceCapExceeded = defineError({
  code: 'BALANCE_CAP_EXCEEDED',
  kind: 'refused',
  title: { zh: 'Ⅲ类户余额不得超过2000元', en: 'A class III account holds at most 2,000 CNY' },
  action: { zh: '请减少金额或转入其他账户', en: 'Lower the amount or use another account' },
  details: z.object({}),
});

/** Lowest `available` of a customer's account in fen: no overdraft is sold. */
export const floorFen = 0n;

/**
 * The position after one signed movement; `fromHold` spends money that was reserved before.
 * @throws AccountNotUsable, InsufficientFunds, BalanceCapExceeded
 */
export function move(before: Position, amountFen: bigint, fromHold = false): Position {
  assertUsable(before, amountFen);
  if (fromHold && amountFen > 0n)
    throw new Error(`account ${before.accountId} captures a credit: a hold is money to spend`);
  const after = {
    ...before,
    balance: before.balance + amountFen,
    held: fromHold ? before.held + amountFen : before.held,
    available: fromHold ? before.available : before.available + amountFen,
    seq: before.seq + 1n,
  };
  if (amountFen < 0n && !fromHold) assertFloor(before, after.available);
  if (fromHold && after.held < 0n) throw new Error(`account ${before.accountId} captures more than it holds`);
  if (amountFen > 0n && before.accountClass === 'III' && after.balance > classThreeBalanceFenMax) {
    throw new DomainError(BalanceCapExceeded);
  }
  return after;
}

/** The position after reserving money for later. @throws AccountNotUsable, InsufficientFunds */
export function reserve(before: Position, fen: bigint): Position {
  if (fen <= 0n) throw new Error(`account ${before.accountId} reserves nothing`);
  assertUsable(before, -fen);
  assertFloor(before, before.available - fen);
  return { ...before, available: before.available - fen, held: before.held + fen };
}

/** The position after giving reserved money back; a frozen account gets it back too. */
export function release(before: Position, fen: bigint): Position {
  if (fen <= 0n || before.held < fen) throw new Error(`account ${before.accountId} releases what it does not hold`);
  return { ...before, available: before.available + fen, held: before.held - fen };
}

function assertUsable({ status }: Position, amountFen: bigint): void {
  if (!usableFor(amountFen).includes(status)) throw new DomainError(AccountNotUsable);
}

/** The states in which an account takes a movement of this sign: credits also while frozen. */
export const usableFor = (amountFen: bigint): readonly AccountStatus[] =>
  amountFen < 0n ? ['OPEN'] : ['OPEN', 'FROZEN'];

function assertFloor({ accountClass }: Position, available: bigint): void {
  if (accountClass !== 'GL' && available < floorFen) {
    throw new DomainError(InsufficientFunds, { shortBy: floorFen - available });
  }
}
