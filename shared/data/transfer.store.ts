import { randomBytes } from 'node:crypto';
import { maskedNumber } from '../domain/accounts/account-number.ts';
import { DomainError } from '../domain/errors.ts';
import { maskName } from '../domain/identity/person-name.ts';
import { transferRulesOf } from '../domain/parameters/transfer.ts';
import { dayOf } from '../domain/time.ts';
import { TransferNotFound } from '../domain/transfers/transfer-errors.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { type AccountSecrets, readAccountIdsOf, requireOwn, secretsOf } from './account.store.ts';
import { commit, Stale } from './commit.ts';
import { reserveFunds } from './hold.store.ts';
import { type PostingLeg, postJournal } from './ledger.store.ts';
import { derivedId, newId } from './new-id.ts';
import { seal } from './sealed.ts';
import type { TransferGround, TransferWish } from './transfer-ground.ts';
import { digestOf, termsOf, transferEntity, type TransferRow, transferSecretsOf } from './transfer.entity.ts';

/** A transfer of the caller's own account. @throws AccountNotFound, TransferNotFound */
export async function readOwnTransfer(
  customerId: string,
  accountId: string,
  transferId: string,
): Promise<{ account: AccountRow; transfer: TransferRow }> {
  const [account, transfer] = await Promise.all([
    accountEntity.read({ accountId }, 'consistent'),
    transferEntity.read({ accountId, entryId: transferId }, 'consistent'),
  ]);
  const own = requireOwn(account, customerId);
  if (transfer?.state === undefined) throw new DomainError(TransferNotFound);
  return { account: own, transfer };
}

/** The id of a transfer from this account by this press of the button. */
export const transferIdOf = (customerId: string, accountId: string, key: string): string =>
  derivedId('trf', `${customerId} ${accountId}`, key);

/**
 * Whether this press of the button already moved money from another account of the customer: the key was then used with another
 * request. Read beside the rest, not in the transaction: the permanent dedupe is the payer's own line.
 */
export async function usedElsewhere(customerId: string, accountId: string, key: string): Promise<boolean> {
  const others = (await readAccountIdsOf(customerId)).filter((id) => id !== accountId);
  if (others.length === 0) return false;
  const ids = others.map((other) => ({ accountId: other, entryId: transferIdOf(customerId, other, key) }));
  return (await transferEntity.readMany(ids)).length > 0;
}

/** One press of the button, to be written. */
export interface NewTransfer {
  readonly transferId: string;
  readonly wish: TransferWish;
  readonly ground: TransferGround;
  readonly bodyHash: string;
  readonly now: number;
}

/** Books a transfer that needs no step-up: 8 write units. @throws what `postJournal` says */
export async function postTransfer(order: NewTransfer): Promise<TransferRow> {
  const { ground, now } = order;
  const row = { ...(await rowOf(order)), status: 'BOOK' as const, state: 'BOOKED' as const, bookedAt: BigInt(now) };
  const { entryId, kind, counterpartyId, sealed, bodyHash, state } = row;
  await postJournal({
    journalId: order.transferId,
    bookedAt: now,
    legs: [
      {
        account: ground.payer,
        amountFen: row.amountFen,
        line: { entryId, kind, counterpartyId, sealed, bodyHash, state },
        marks: ground.plan.counters,
      },
      await incomingLeg(row, ground.payer, ground.payee, now, ground.plan.activatesPayee),
    ],
  });
  return row;
}

/** Holds the money of a transfer until it is authorized: 4 write units. @throws InsufficientFunds, AccountNotUsable, Stale */
export async function saveAwaiting(order: NewTransfer): Promise<TransferRow> {
  const { ground, now } = order;
  const authorizeUntil = BigInt(now + authorizationSeconds(now) * 1000);
  const open: TransferRow = {
    ...(await rowOf(order)),
    status: 'PDNG',
    state: 'AWAITING_AUTHORIZATION',
    holdUntil: authorizeUntil,
    authorizeUntil,
    // The day it is counted on, whatever the clock of the phone says: an abandoned transfer is given back to it.
    executionDate: ground.plan.counters.day,
    nonce: randomBytes(16).toString('base64url'),
    attempts: 0n,
    codesSent: 0n,
  };
  const row = { ...open, digest: digestOf(termsOf(open, shownPayee(ground.payeeSecrets))) };
  await commit(
    transferEntity.insert(row, () => new Stale('transfer is there')),
    reserveFunds(ground.payer, order.wish.amountFen, ground.plan.counters),
  );
  return row;
}

/** The payee's side of a transfer: the payer is named, his number masked. */
export async function incomingLeg(
  row: TransferRow,
  payer: AccountRow,
  payee: AccountRow,
  now: number,
  activates: boolean,
): Promise<PostingLeg> {
  const entryId = newId('ent', now);
  const [{ holderName, number }, { remark }] = await Promise.all([secretsOf(payer), transferSecretsOf(row)]);
  const key = transferEntity.key({ accountId: payee.accountId, entryId });
  const shown = { payerName: holderName, payerNumber: maskedNumber(number), ...(remark !== undefined && { remark }) };
  const sealed = await seal(shown, key);
  return {
    account: payee,
    amountFen: -row.amountFen,
    line: { entryId, kind: 'transfer-in', counterpartyId: payer.accountId, sealed },
    marks: activates ? { activated: true } : {},
  };
}

/** Seconds that a transfer waits: the rule of the day, unless the environment is made to expire sooner for a test. */
const authorizationSeconds = (now: number): number =>
  Number(process.env['BANK_AUTHORIZATION_SECONDS'] ?? transferRulesOf(dayOf(now)).authorizationSeconds);

/** What of the payee the customer sees on the screen, in the SMS and in the receipt. */
export const shownPayee = ({ number, holderName }: AccountSecrets): { number: string; name: string } => ({
  number: maskedNumber(number),
  name: maskName(holderName),
});

async function rowOf({ transferId, wish, ground, bodyHash }: NewTransfer) {
  const { accountId } = ground.payer;
  const { number, holderName } = ground.payeeSecrets;
  const secrets = { payeeName: holderName, payeeNumber: number, ...(wish.remark && { remark: wish.remark }) };
  return {
    accountId,
    entryId: transferId,
    journalId: transferId,
    amountFen: -wish.amountFen,
    kind: 'transfer-out' as const,
    counterpartyId: ground.payee.accountId,
    bodyHash,
    sealed: await seal(secrets, transferEntity.key({ accountId, entryId: transferId })),
  };
}
