import { decimalOf } from '../shared/domain/money.ts';

interface Line {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly debit: bigint;
  readonly credit: bigint;
}

const row = (code: string, name: string, debit: string, credit: string): string =>
  `   ${code.padEnd(8)}${name.padEnd(34)}${debit.padStart(16)}${credit.padStart(16)}`;

/** A trial balance (试算平衡表) for a terminal. */
export function tableOf(trial: { lines: readonly Line[]; debit: bigint; credit: bigint; balanced: boolean }): string {
  return [
    row('code', 'account', 'debit', 'credit'),
    ...trial.lines.map(({ code, name, debit, credit }) => row(code, name.en, decimalOf(debit), decimalOf(credit))),
    row('', trial.balanced ? 'balanced 平衡' : 'NOT BALANCED 不平', decimalOf(trial.debit), decimalOf(trial.credit)),
  ].join('\n');
}
