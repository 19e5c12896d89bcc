import { isAccountNumber } from '../domain/accounts/account-number.ts';
import { DomainError } from '../domain/errors.ts';
import { transferRulesOf } from '../domain/parameters/transfer.ts';
import { dayOf } from '../domain/time.ts';
import { countersAt } from '../domain/transfers/counters.ts';
import { type Party, planTransfer, type TransferPlan } from '../domain/transfers/plan-transfer.ts';
import { PayeeNotFound } from '../domain/transfers/transfer-errors.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { accountIdOfNumber, type AccountSecrets, readOwnAccount, secretsOf } from './account.store.ts';
import { devices } from './device.entity.ts';
import { payeeEntity } from './payee.entity.ts';

/** A transfer as a customer asks for it. */
export interface TransferWish {
  readonly fromAccountId: string;
  readonly payee: { readonly accountNumber: string; readonly name: string };
  readonly amountFen: bigint;
  readonly remark?: string | undefined;
}

/** Everything that a transfer is decided on, read in two round trips. */
export interface TransferGround {
  readonly payer: AccountRow & { ownerId: string };
  readonly payee: AccountRow;
  readonly payeeSecrets: AccountSecrets;
  readonly plan: TransferPlan;
}

/** Who orders a transfer, and from which device. */
export interface Orderer {
  readonly customerId: string;
  readonly deviceId: string;
}

/**
 * Reads both accounts, checks that they are the caller's and the payee's, and plans.
 * @throws AccountNotFound, PayeeNotFound, SameAccount, PayeeCannotReceive, LimitExceeded
 */
export async function planWish(by: Orderer, wish: TransferWish, now: number): Promise<TransferGround> {
  const { customerId } = by;
  const [payer, payeeId, device] = await Promise.all([
    readOwnAccount(customerId, wish.fromAccountId, 'consistent'),
    // A mistyped number is known by its check digit, before anything is asked.
    isAccountNumber(wish.payee.accountNumber) ? accountIdOfNumber(wish.payee.accountNumber) : undefined,
    devices.read(by),
  ]);
  if (payeeId === undefined) throw new DomainError(PayeeNotFound);
  const [payee, known] = await Promise.all([
    accountEntity.read({ accountId: payeeId }, 'consistent'),
    payeeEntity.read({ customerId, accountId: payeeId }),
  ]);
  if (!payee) throw new Error(`account ${payeeId} is not there`);
  const payeeSecrets = await secretsOf(payee);
  if (payeeSecrets.holderName !== wish.payee.name) throw new DomainError(PayeeNotFound);
  const plan = planTransfer({
    payer: partyOf(payer),
    payee: partyOf(payee),
    amountFen: wish.amountFen,
    counters: countersAt(payer, now),
    known: known !== undefined,
    // A device that is not there any more is no old friend.
    newDevice: !device || now < Number(device.coolingUntil),
    rules: transferRulesOf(dayOf(now)),
  });
  return { payer: { ...payer, ownerId: customerId }, payee, payeeSecrets, plan };
}

const partyOf = (account: AccountRow): Party => ({
  ...account,
  ownerId: account.ownerId ?? '',
  activated: account.activated ?? false,
});
