import type { AccountClass } from '../accounts/account.ts';

/** The rules of transfers in force from a day on (参数). Amounts in fen, counted per payer account and Asia/Shanghai day. */
export interface TransferRules {
  /** First day, "YYYY-MM-DD" in Asia/Shanghai. */
  readonly from: string;
  /** Cumulative outflow of a day to known payees that needs no step-up (小额免密). */
  readonly stepUpFreeDayFen: bigint;
  /** Cumulative outflow of a day to others that an SMS code may authorize (domain.md 3, Harbin default matrix: +SMS 50k). */
  readonly smsOtpDayFen: bigint;
  /** The same from a device in its cooling period: a stolen phone number alone must not empty an account (abuse case 2). */
  readonly newDeviceDayFen: bigint;
  /** Caps of a class on outflow to accounts that are not the bound one (domain.md 1); null where the law sets none. */
  readonly outflow: Readonly<Record<AccountClass, { readonly dayFen: bigint; readonly yearFen: bigint } | null>>;
  /** Seconds that a transfer waits for its authorization. */
  readonly authorizationSeconds: number;
  /** Codes sent for one transfer, the first included, and the seconds between two of them. */
  readonly codesMax: number;
  readonly codePauseSeconds: number;
  /** Wrong answers before a challenge is dead. */
  readonly attemptsMax: number;
}

/** Newest first. A change adds a row; it never edits one, so that a replayed day is judged by its own rules. */
const transferRulePack: readonly TransferRules[] = [
  {
    from: '2026-01-01',
    stepUpFreeDayFen: 100_000n, // 1,000 CNY: our default, configurable
    smsOtpDayFen: 5_000_000n, // 50,000 CNY: also the line above which 银发〔2016〕261号 §9 asks for a certificate
    newDeviceDayFen: 500_000n, // 5,000 CNY: what China Everbright Bank allows in the first days (domain.md 3)
    outflow: {
      I: null,
      II: { dayFen: 1_000_000n, yearFen: 20_000_000n }, // 银发〔2016〕302号: 10,000 a day, 200,000 a year
      III: { dayFen: 200_000n, yearFen: 5_000_000n }, // 银发〔2018〕16号: 2,000 a day, 50,000 a year
    },
    authorizationSeconds: 300,
    codesMax: 3,
    codePauseSeconds: 60,
    attemptsMax: 5,
  },
];

/** The rules of a day. */
export function transferRulesOf(day: string): TransferRules {
  const rules = transferRulePack.find(({ from }) => from <= day);
  if (!rules) throw new Error(`no transfer rules for ${day}`);
  return rules;
}
