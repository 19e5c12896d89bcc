import { DomainError } from '../errors.ts';
import { type AccountClass, accountsPerPersonMax } from './account.ts';
import { BoundAccountMissing, TooManyAccounts } from './account-errors.ts';

/** The accounts of one person at the bank, by class, oldest first. */
export interface Holdings {
  readonly classI: readonly string[];
  readonly classII: readonly string[];
  readonly classIII: readonly string[];
}

const fieldOf = { I: 'classI', II: 'classII', III: 'classIII' } as const;

/**
 * The holdings with one more account.
 * @throws TooManyAccounts, BoundAccountMissing
 */
export function planOpening(held: Holdings, wanted: AccountClass, accountId: string): Holdings {
  const max = accountsPerPersonMax[wanted];
  const same = held[fieldOf[wanted]];
  if (same.length >= max) throw new DomainError(TooManyAccounts, { accountClass: wanted, max });
  if (wanted !== 'I' && held.classI.length === 0) throw new DomainError(BoundAccountMissing);
  return { ...held, [fieldOf[wanted]]: [...same, accountId] };
}

/** All account ids of a person, class I first. */
export const accountIdsOf = (held: Holdings): readonly string[] => [...held.classI, ...held.classII, ...held.classIII];
