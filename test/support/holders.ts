import { contract as openAccount } from '../../functions/accounts/open-account.ts';
import { contract as readAccount } from '../../functions/accounts/read-account.ts';
import { contract as payIn } from '../../functions/sandbox-bank/pay-in.ts';
import type { Actor } from '../../local/actor.ts';
import { newCustomer, type SignedIn } from './people.ts';

/** What every customer of `newCustomer` is called. */
export const holderName = '王小明';

/** A customer with a class I account. */
export interface Holder extends SignedIn {
  readonly accountId: string;
  readonly accountNumber: string;
}

const pledge = { noLendingPledge: true } as const;

/** Opens one more account. */
export const open = (device: Actor, accountClass: 'I' | 'II' | 'III') =>
  device.call(openAccount, { accountClass, ...pledge });

/** Registers somebody with a class I account that holds this much, in fen. */
export async function newHolder(fen = 0n): Promise<Holder> {
  const customer = await newCustomer();
  const { accountId, accountNumber } = await open(customer.device, 'I');
  if (fen > 0n) await customer.device.call(payIn, { accountNumber, amount: fen });
  return { ...customer, accountId, accountNumber };
}

/** What an account holds: [balance, available, held] in fen. */
export async function moneyOf({ device, accountId }: Pick<Holder, 'device' | 'accountId'>): Promise<readonly bigint[]> {
  const { balance, available, held } = await device.call(readAccount, { accountId });
  return [balance, available, held];
}
