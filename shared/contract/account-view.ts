import * as z from 'zod/mini';
import { accountClass, accountStatuses } from '../domain/accounts/account.ts';
import { accountNumber } from '../domain/accounts/account-number.ts';
import { idOf } from '../domain/ids.ts';
import type { Position } from '../domain/ledger/position.ts';
import { signedAmount } from '../domain/money.ts';
import { isoTime } from '../domain/time.ts';
import { zonedTime } from './time-view.ts';

/** An account as its owner sees it. */
export const accountView = z.strictObject({
  accountId: idOf('acc'),
  accountClass,
  status: z.enum(accountStatuses),
  /** In full, since it is the owner who asks: others pay to it. */
  accountNumber,
  balance: signedAmount,
  available: signedAmount,
  held: signedAmount,
  openedAt: zonedTime,
});

/** An account and what of it is personal, as the owner may see them. */
export function viewAccount(
  account: Omit<Position, 'seq'> & { readonly openedAt: bigint },
  secrets: { readonly number: string },
): z.output<typeof accountView> {
  const { accountId, accountClass: ofClass, status, balance, available, held, openedAt } = account;
  if (ofClass === 'GL') throw new Error(`${accountId} is no customer's account`);
  const opened = isoTime(Number(openedAt));
  return {
    accountId,
    accountClass: ofClass,
    status,
    accountNumber: secrets.number,
    balance,
    available,
    held,
    openedAt: opened,
  };
}
