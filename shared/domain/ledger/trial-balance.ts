import { chart, depositLine, generalAccount, isCountable } from './chart.ts';
import type { Position } from './position.ts';

/** One line of the trial balance (试算平衡表), in fen: a general-ledger account, or all deposits of one class. */
export interface TrialLine {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly accounts: number;
  /** What others owe the bank (借方); zero when the line is a credit. */
  readonly debitFen: bigint;
  /** What the bank owes others (贷方). */
  readonly creditFen: bigint;
}

export interface TrialBalance {
  readonly lines: readonly TrialLine[];
  readonly debitFen: bigint;
  readonly creditFen: bigint;
  /** Every journal sums to zero, so anything else is a broken ledger. */
  readonly balanced: boolean;
}

/** Sum and count of one line's accounts, by code. */
export type LineSums = Map<string, { balanceFen: bigint; accounts: number }>;

/** The line under which an account is summed. */
function lineOf({ accountId, accountClass }: Pick<Position, 'accountId' | 'accountClass'>): string {
  if (accountClass !== 'GL') return depositLine[accountClass].code;
  const account = generalAccount(accountId);
  if (!account) throw new Error(`${accountId} is not in the chart of accounts`);
  return account.code;
}

/** Adds one account's balance to its line. */
export function addToLine(
  sums: LineSums,
  account: Pick<Position, 'accountId' | 'accountClass'>,
  balanceFen: bigint,
): void {
  const code = lineOf(account);
  const line = sums.get(code) ?? { balanceFen: 0n, accounts: 0 };
  const accounts = line.accounts + (isCountable(account.accountId) ? 1 : 0);
  sums.set(code, { balanceFen: line.balanceFen + balanceFen, accounts });
}

/** Sets the sums into two columns, every line of the chart in the order of its code, and adds them up. */
export function trialBalanceOf(sums: LineSums): TrialBalance {
  const named = [
    ...chart.map(({ code, name }) => ({ code, name })),
    ...Object.values(depositLine).map(({ code, zh, en }) => ({ code, name: { zh, en } })),
  ];
  const lines = named
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name }) => {
      const { balanceFen, accounts } = sums.get(code) ?? { balanceFen: 0n, accounts: 0 };
      return {
        code,
        name,
        accounts,
        debitFen: balanceFen < 0n ? -balanceFen : 0n,
        creditFen: balanceFen > 0n ? balanceFen : 0n,
      };
    });
  const debitFen = lines.reduce((sum, line) => sum + line.debitFen, 0n);
  const creditFen = lines.reduce((sum, line) => sum + line.creditFen, 0n);
  return { lines, debitFen, creditFen, balanced: debitFen === creditFen };
}
