import type { CallRules } from './partner.ts';

/** What a container remembers of its calls to one partner. Per container: sharing it would cost a write per call. */
export interface Line {
  readonly failures: number;
  /** Milliseconds since 1970; calls before it are not made. */
  readonly openUntil: number;
  /** Second tries left, in hundredths of a call. */
  readonly retryCredit: number;
}

/** A second try costs 100; a container begins with one. */
const retryPrice = 100;
const retryCreditMax = 10 * retryPrice;

export const freshLine: Line = { failures: 0, openUntil: 0, retryCredit: retryPrice };

/** Whether a call may be made: not while the breaker is open. After that one is let through, and decides. */
export const mayCall = ({ openUntil }: Line, now: number): boolean => now >= openUntil;

/** The line after a call. A partner that fails `failuresMax` times in a row is left alone for `openSeconds`. */
export function afterCall(line: Line, answered: boolean, rules: CallRules, now: number): Line {
  const retryCredit = Math.min(line.retryCredit + rules.retriesPercentMax, retryCreditMax);
  if (answered) return { failures: 0, openUntil: 0, retryCredit };
  const failures = line.failures + 1;
  return { failures, openUntil: failures >= rules.failuresMax ? now + rules.openSeconds * 1000 : 0, retryCredit };
}

/** The line after paying for a second try; undefined when the budget is spent, so that retries never multiply an outage. */
export const payRetry = (line: Line): Line | undefined =>
  line.retryCredit < retryPrice ? undefined : { ...line, retryCredit: line.retryCredit - retryPrice };
