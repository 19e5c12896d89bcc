import { AccountNotFound } from '../domain/accounts/account-errors.ts';
import { DomainError } from '../domain/errors.ts';
import { requireFresh, requireSame } from '../domain/idempotency.ts';
import { sandboxNostro } from '../domain/ledger/chart.ts';
import { PayeeCannotReceive } from '../domain/transfers/transfer-errors.ts';
import { accountEntity } from './account.entity.ts';
import { accountIdOfNumber } from './account.store.ts';
import { decide } from './commit.ts';
import { entryEntity, type EntryId, type EntryRow } from './entry.entity.ts';
import { refusedOnlyIfAbsent } from './final-refusal.ts';
import { postJournal } from './ledger.store.ts';
import { derivedId, newId } from './new-id.ts';

/**
 * Money from another bank (他行来账): the nostro's line is appended, the customer's account credited, 6 units in all. Only a
 * class I account may take money from a stranger (银发〔2016〕302号).
 * @throws AccountNotFound, AccountNotUsable, PayeeCannotReceive, IdempotencyKeyStale, IdempotencyKeyReused
 */
export async function savePayIn(
  number: string,
  fen: bigint,
  { key, bodyHash }: { readonly key: string; readonly bodyHash: string },
  now: number,
): Promise<{ entry: EntryRow; replayed: boolean }> {
  const accountId = await accountIdOfNumber(number);
  if (accountId === undefined) throw new DomainError(AccountNotFound);
  const entryId = derivedId('jnl', `sandbox-bank ${accountId}`, key);
  const id = { accountId, entryId };
  return decide(async () => {
    const existing = await entryEntity.read(id, 'consistent');
    if (existing) {
      requireSame(bodyHash, existing.bodyHash);
      return { entry: existing, replayed: true };
    }
    return refusedOnlyIfAbsent(entryEntity, id, async () => {
      requireFresh(key, now);
      return creditFromNostro(id, fen, bodyHash, now);
    });
  });
}

/** Books the money on the customer's account and on the bank's account with the other bank. */
async function creditFromNostro({ accountId, entryId }: EntryId, fen: bigint, bodyHash: string, now: number) {
  const account = await accountEntity.read({ accountId }, 'consistent');
  if (!account) throw new Error(`account ${accountId} is not there`);
  if (account.accountClass !== 'I') throw new DomainError(PayeeCannotReceive);
  const nostro = { entryId: newId('ent', now), kind: 'pay-in' as const, counterpartyId: accountId };
  const line = { entryId, kind: 'pay-in' as const, counterpartyId: sandboxNostro.accountId, bodyHash };
  await postJournal({
    journalId: entryId,
    bookedAt: now,
    legs: [
      { account, amountFen: fen, line },
      { account: sandboxNostro, amountFen: -fen, line: nostro },
    ],
  });
  const entry = { ...line, accountId, journalId: entryId, amountFen: fen, status: 'BOOK' as const };
  return { entry: { ...entry, balanceAfter: account.balance + fen }, replayed: false };
}
