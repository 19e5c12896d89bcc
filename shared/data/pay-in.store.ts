import { AccountNotFound } from '../domain/accounts/account-errors.ts';
import { DomainError } from '../domain/errors.ts';
import { requireFresh, requireSame } from '../domain/idempotency.ts';
import { sandboxNostro } from '../domain/ledger/chart.ts';
import { PayeeCannotReceive } from '../domain/transfers/transfer-errors.ts';
import { accountEntity } from './account.entity.ts';
import { accountIdOfNumber } from './account.store.ts';
import { decide, unlessMade } from './commit.ts';
import type { Sight } from './entity.ts';
import { entryEntity, type EntryRow } from './entry.entity.ts';
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
  const made = async (sight: Sight) => {
    const entry = await entryEntity.read({ accountId, entryId }, sight);
    if (!entry) return undefined;
    requireSame(bodyHash, entry.bodyHash);
    return { entry, replayed: true };
  };
  const payIn = async () => {
    const earlier = await made('consistent');
    if (earlier) return earlier;
    requireFresh(key, now);
    const account = await accountEntity.read({ accountId }, 'consistent');
    if (!account) throw new DomainError(AccountNotFound);
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
  };
  return decide(() => unlessMade(payIn, made));
}
