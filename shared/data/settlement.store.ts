import { DomainError } from '../domain/errors.ts';
import { AccountNotUsable, BalanceCapExceeded } from '../domain/ledger/position.ts';
import { sourcesOf } from '../domain/states.ts';
import { countersAt, outflowReturned } from '../domain/transfers/counters.ts';
import { PayeeCannotReceive, TransferNotOpen } from '../domain/transfers/transfer-errors.ts';
import { type TransferState, transferTransitions } from '../domain/transfers/transfer.ts';
import { accountEntity, type AccountRow } from './account.entity.ts';
import { secretsOf } from './account.store.ts';
import { commit, decide, type Write } from './commit.ts';
import type { EntryId } from './entry.entity.ts';
import { entryMayBecome, releaseFunds } from './hold.store.ts';
import { postJournal } from './ledger.store.ts';
import { incomingLeg, shownPayee } from './transfer.store.ts';
import { digestOf, termsOf, transferEntity, type TransferRow } from './transfer.entity.ts';

/** Fields of the challenge: nothing needs them once it is decided, and a task token or code hash is best not kept. */
const challengeFields = ['taskToken', 'codeHash', 'codeDigest', 'codeValidUntil', 'codeSentAt'] as const;

/** The guard that a transfer may enter `to` now: read from the one transition table. */
export const transferMayBecome = (to: TransferState) =>
  transferEntity.guard.oneOf('state', sourcesOf(transferTransitions, to));

/**
 * Brings a transfer to its end as its row demands: authorized is booked, overdue is expired, anything else is left alone.
 * Whoever calls it - the workflow, its time-out, the sweep - and however often, the conditional writes decide once.
 */
export async function settleTransfer(id: EntryId, now: number): Promise<TransferState> {
  return decide(async () => {
    const row = await transferEntity.read(id, 'consistent');
    if (!row) throw new Error(`transfer ${id.entryId} is not there`);
    if (row.state === 'AUTHORIZED') return bookOrReject(row, now);
    const overdue = row.state === 'AWAITING_AUTHORIZATION' && now >= Number(row.authorizeUntil);
    return overdue ? abandonTransfer(row, 'EXPIRED', now) : row.state;
  });
}

/** Cancels a transfer that waits; one that is cancelled stays so. @throws TransferNotOpen, Stale */
export async function cancelTransfer(row: TransferRow, now: number): Promise<TransferState> {
  if (row.state === 'CANCELLED') return row.state;
  if (row.state !== 'AWAITING_AUTHORIZATION') throw new DomainError(TransferNotOpen);
  return abandonTransfer(row, 'CANCELLED', now);
}

/** Ends a waiting transfer and gives its money and its limits back, in one transaction (4 units). */
export async function abandonTransfer(
  row: TransferRow,
  to: 'CANCELLED' | 'EXPIRED' | 'REFUSED' | 'REJECTED',
  now: number,
): Promise<TransferState> {
  const account = await accountOf(row.accountId);
  const fen = -row.amountFen;
  const counters = outflowReturned(countersAt(account, now), fen, row.executionDate ?? '');
  await commit(
    transferEntity.update(row, { set: { state: to, status: 'RLSD' }, remove: challengeFields }, [
      transferMayBecome(to),
      entryMayBecome('RLSD'),
    ]),
    releaseFunds(account, fen, counters),
  );
  return to;
}

/** Books exactly what was authorized: the digest of the row's own fields must be the one that the customer confirmed. */
async function bookOrReject(row: TransferRow, now: number): Promise<TransferState> {
  const [payer, payee] = await Promise.all([accountOf(row.accountId), accountOf(row.counterpartyId)]);
  const digest = digestOf(termsOf(row, shownPayee(await secretsOf(payee))));
  // The payee is no longer what the customer was shown: that authorization covers nothing.
  if (digest !== row.digest) return abandonTransfer(row, 'REJECTED', now);
  try {
    await postJournal({
      journalId: row.entryId,
      bookedAt: now,
      legs: [
        {
          account: payer,
          amountFen: row.amountFen,
          capture: (booked) => captured(row, digest, booked),
          line: lineOf(row),
        },
        await incomingLeg(row, payer, payee, now, false),
      ],
    });
    return 'BOOKED';
  } catch (error) {
    if (!isFinalRefusal(error)) throw error;
    return abandonTransfer(row, 'REJECTED', now);
  }
}

/** Consumes the authorization: it can be spent once, for this digest, while the line is still a hold. */
const captured = (row: TransferRow, digest: string, booked: Partial<TransferRow>): Write =>
  transferEntity.update(row, { set: { ...booked, state: 'BOOKED' }, remove: [...challengeFields, 'holdUntil'] }, [
    transferMayBecome('BOOKED'),
    entryMayBecome('BOOK'),
    transferEntity.guard.is('digest', digest),
  ]);

const lineOf = ({ entryId, kind, counterpartyId }: TransferRow) => ({ entryId, kind, counterpartyId });

/** The payee's account, or a frozen payer, can no longer take part: the money goes back. Anything else is tried again. */
const isFinalRefusal = (error: unknown): boolean =>
  error instanceof DomainError &&
  [AccountNotUsable, BalanceCapExceeded, PayeeCannotReceive].some((spec) => spec === error.spec);

async function accountOf(accountId: string): Promise<AccountRow> {
  const account = await accountEntity.read({ accountId }, 'consistent');
  if (!account) throw new Error(`account ${accountId} is not there`);
  return account;
}
