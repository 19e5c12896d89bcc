import type { AccountClass } from '../accounts/account.ts';
import { DomainError } from '../errors.ts';
import type { FactorKind } from '../factors/factor.ts';
import type { Position } from '../ledger/position.ts';
import type { TransferRules } from '../parameters/transfer.ts';
import { type Counters, outflowAfter } from './counters.ts';
import { LimitExceeded, type LimitRule, PayeeCannotReceive, SameAccount } from './transfer-errors.ts';

/** A customer's account as a transfer sees it. */
export interface Party extends Position {
  readonly ownerId: string;
  /** Class III: whether its bound account has paid in. */
  readonly activated: boolean;
}

/** What was decided: which factors must be shown first, and how the payer's counters stand afterwards. */
export interface TransferPlan {
  /** Empty when the money may move at once. */
  readonly stepUp: readonly FactorKind[];
  readonly counters: Counters;
  /** Whether this pays into a class III account from its bound account for the first time. */
  readonly activatesPayee: boolean;
  /** What the tightest rule leaves for today after this transfer, in fen; null when no rule counts it. */
  readonly binding: Remaining | null;
}

export interface Remaining {
  readonly rule: LimitRule;
  readonly remainingFen: bigint;
}

/** What a transfer is decided on. */
export interface TransferFacts {
  readonly payer: Party;
  readonly payee: Party;
  readonly amountFen: bigint;
  /** The payer's counters as they stand now. */
  readonly counters: Counters;
  /** Whether this customer has paid this payee under step-up before. */
  readonly known: boolean;
  /** Whether the customer's device is in its cooling period. */
  readonly newDevice: boolean;
  readonly rules: TransferRules;
}

/**
 * Decides a transfer inside the bank. Pure: same facts, same plan. Funds are the ledger's to judge.
 * Own accounts need no step-up and count toward nothing (银发〔2016〕261号 §9 leaves own same-bank transfers out).
 * @throws SameAccount, PayeeCannotReceive, LimitExceeded
 */
export function planTransfer(facts: TransferFacts): TransferPlan {
  const { payer, payee, amountFen, counters, known, rules } = facts;
  if (payer.accountId === payee.accountId) throw new DomainError(SameAccount);
  const own = payer.ownerId === payee.ownerId;
  assertReceives(payer, payee, own);
  const activatesPayee = own && payee.accountClass === 'III' && !payee.activated;
  if (own) return { stepUp: [], counters, activatesPayee, binding: null };
  const free = known && counters.dayFreeFen + amountFen <= rules.stepUpFreeDayFen;
  const after = outflowAfter(counters, amountFen, free);
  return { stepUp: free ? [] : ['sms-otp'], counters: after, activatesPayee, binding: tightest(facts, after) };
}

/** Class II takes money only from its bound account; class III from others once that has paid in (careless case 2). */
function assertReceives(payer: Party, payee: Party, own: boolean): void {
  const bound = own && payer.accountClass === 'I';
  const allowed = payee.accountClass === 'I' || bound || (payee.accountClass === 'III' && payee.activated);
  if (!allowed) throw new DomainError(PayeeCannotReceive);
}

/** The rule that leaves least; limits are exceeded by ">", never by ">=". */
function tightest({ payer, amountFen, newDevice, rules }: TransferFacts, after: Counters): Remaining {
  const caps = rules.outflow[payer.accountClass as AccountClass];
  const left: Remaining[] = [{ rule: 'TOOL_DAY', remainingFen: rules.smsOtpDayFen - after.dayOutFen }];
  if (newDevice) left.push({ rule: 'DEVICE_DAY', remainingFen: rules.newDeviceDayFen - after.dayOutFen });
  if (caps) {
    left.push({ rule: 'CLASS_DAY', remainingFen: caps.dayFen - after.dayOutFen });
    left.push({ rule: 'CLASS_YEAR', remainingFen: caps.yearFen - after.yearOutFen });
  }
  const binding = left.reduce((least, next) => (next.remainingFen < least.remainingFen ? next : least));
  if (binding.remainingFen < 0n) {
    throw new DomainError(LimitExceeded, { rule: binding.rule, remaining: binding.remainingFen + amountFen });
  }
  return binding;
}
