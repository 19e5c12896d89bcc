import type { AccountClass } from '../accounts/account.ts';
import { registered, type Registered } from '../partners/registered.ts';

/** The general-ledger accounts (科目) of the bank. Signs follow the customer's view: what the bank owes is positive. */
export interface GeneralAccount {
  /** Account id in the ledger; fixed, so that code can name it. */
  readonly accountId: string;
  /** Code and name of the chart of accounts (会计科目). */
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Hot accounts (热点账户) are appended to and folded later, since every pay-in touches them. */
  readonly hot: boolean;
}

const general = (code: string, zh: string, en: string, hot: boolean): GeneralAccount => ({
  accountId: `acc_${code.padStart(26, '0')}`,
  code,
  name: { zh, en },
  hot,
});

/** Money at the sandbox bank (存放同业): an asset, so negative; every sandbox pay-in lowers it. */
export const sandboxNostro = general('1011', '存放同业款项', 'Due from banks', true);
/** What the bank has earned in fees (手续费收入). */
export const feeIncome = general('6021', '手续费及佣金收入', 'Fee and commission income', true);

/** Clearing account of one partner (待清算款项): paid in by customers, paid out by settlement and refunds; zero when all is known. */
export const clearingOf = ({ clearingIndex, label: { zh, en } }: Registered): GeneralAccount =>
  general(`2241${String(clearingIndex).padStart(2, '0')}`, `待清算款项-${zh}`, `Clearing: ${en}`, false);

/** The control line of the trial balance under which customers' accounts of a class are summed. */
export const depositLine: Record<AccountClass, { readonly code: string; readonly zh: string; readonly en: string }> = {
  I: { code: '201101', zh: '活期储蓄存款-Ⅰ类户', en: 'Demand deposits, class I' },
  II: { code: '201102', zh: '活期储蓄存款-Ⅱ类户', en: 'Demand deposits, class II' },
  III: { code: '201103', zh: '活期储蓄存款-Ⅲ类户', en: 'Demand deposits, class III' },
};

/** Every general-ledger account that the bank opens on its first day. */
export const chart: readonly GeneralAccount[] = [
  sandboxNostro,
  feeIncome,
  ...Object.values(registered).map(clearingOf),
];

/** The id of one part (分户) of a hot account: an account of its own, with its own balance and numbers, so that parts never meet. */
export const partOf = (accountId: string, shard: string): string => `${accountId}#${shard}`;

/** Whether this id is to be counted as an account: of the parts of a hot account, only the first one is. */
export const isCountable = (accountId: string): boolean => !/#(?!00)/.test(accountId);

/** The general-ledger account that has this id, or that this is a part of. */
export const generalAccount = (accountId: string): GeneralAccount | undefined =>
  chart.find((account) => account.accountId === accountId.split('#', 1)[0]);

/** Whether lines of this account are appended and numbered later. */
export const isHot = (accountId: string): boolean => generalAccount(accountId)?.hot ?? false;
