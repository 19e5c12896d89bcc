import type { AccountClass } from '../accounts/account.ts';
import { DomainError } from '../errors.ts';
import type { Position } from '../ledger/position.ts';
import type { TransferRules } from '../parameters/transfer.ts';
import { type Counters, outflowAfter } from '../transfers/counters.ts';
import { LimitExceeded, type LimitRule } from '../transfers/transfer-errors.ts';

/**
 * Counts a payment to a partner (消费支付) into the payer's outflow; funds are the ledger's to judge. It moves without step-up, so
 * the day's step-up-free amount (小额免密) binds, beside the caps of the account's class (银发〔2016〕302号, 〔2018〕16号).
 * @throws LimitExceeded
 */
export function planPayment(payer: Position, amountFen: bigint, counters: Counters, rules: TransferRules): Counters {
  const after = outflowAfter(counters, amountFen, true);
  const caps = rules.outflow[payer.accountClass as AccountClass];
  const left: [LimitRule, bigint][] = [['TOOL_DAY', rules.stepUpFreeDayFen - after.dayFreeFen]];
  if (caps) left.push(['CLASS_DAY', caps.dayFen - after.dayOutFen], ['CLASS_YEAR', caps.yearFen - after.yearOutFen]);
  const [rule, remaining] = left.reduce((least, next) => (next[1] < least[1] ? next : least));
  if (remaining < 0n) throw new DomainError(LimitExceeded, { rule, remaining: remaining + amountFen });
  return after;
}
