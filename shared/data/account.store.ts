import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { AccountNotFound } from '../domain/accounts/account-errors.ts';
import { accountNumberOf } from '../domain/accounts/account-number.ts';
import type { AccountClass } from '../domain/accounts/account.ts';
import { accountIdsOf, type Holdings, planOpening } from '../domain/accounts/opening.ts';
import { DomainError } from '../domain/errors.ts';
import { emptyPosition } from '../domain/ledger/position.ts';
import { accountEntity, accountIndexEntity, type AccountRow, indexShardOf } from './account.entity.ts';
import { commit, Stale } from './commit.ts';
import { holdingsEntity, numberEntity } from './holdings.entity.ts';
import { lookupHash } from './keyed-hash.ts';
import { seal, unseal } from './sealed.ts';

/** What of an account is personal (C2): its number (账号) and its holder's name (户名). */
const accountSecrets = z.strictObject({ number: z.string(), holderName: z.string() });
export type AccountSecrets = z.output<typeof accountSecrets>;

/** The number and holder of a customer's account. */
export const secretsOf = (account: AccountRow): Promise<AccountSecrets> =>
  unseal(account.sealed!, accountEntity.key(account), accountSecrets);

/** An account of this customer. Another's answers as if it did not exist. @throws AccountNotFound */
export async function readOwnAccount(
  customerId: string,
  accountId: string,
  consistency: 'eventual' | 'consistent' = 'eventual',
): Promise<AccountRow> {
  return requireOwn(await accountEntity.read({ accountId }, consistency), customerId);
}

/** Hands an account on only to its owner. @throws AccountNotFound */
export function requireOwn(account: AccountRow | undefined, customerId: string): AccountRow {
  if (account?.ownerId !== customerId) throw new DomainError(AccountNotFound);
  return account;
}

/** The id behind an account number, if the bank has such an account: half a read unit. */
export async function accountIdOfNumber(number: string): Promise<string | undefined> {
  const row = await numberEntity.read({ numberHash: await lookupHash('account-number', number) });
  return row?.accountId;
}

/** The ids of a customer's accounts, class I first: half a read unit. */
export const readAccountIdsOf = async (customerId: string): Promise<readonly string[]> =>
  accountIdsOf((await holdingsEntity.read({ customerId })) ?? noHoldings);

/** Every account of a customer, class I first: one read unit for up to eleven. */
export async function readAccountsOf(customerId: string): Promise<AccountRow[]> {
  const ids = await readAccountIdsOf(customerId);
  const rows = new Map(
    (await accountEntity.readMany(ids.map((accountId) => ({ accountId })))).map((row) => [row.accountId, row]),
  );
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** An account to be opened (开户). */
export interface Opening {
  readonly accountId: string;
  readonly customerId: string;
  readonly holderName: string;
  readonly accountClass: AccountClass;
  readonly bodyHash: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Opens an account: the account, its number's lookup row, its index row and the owner's holdings in one transaction (8 units).
 * @throws TooManyAccounts, BoundAccountMissing, Stale when the account is there already or the number is taken
 */
export async function saveOpening(opening: Opening): Promise<AccountRow> {
  const { accountId, customerId, holderName, accountClass, bodyHash } = opening;
  const number = accountNumberOf(String(randomInt(10 ** 12)).padStart(12, '0'));
  const sealed = await seal({ number, holderName }, accountEntity.key({ accountId }));
  const account: AccountRow = {
    accountId,
    accountClass,
    status: 'OPEN',
    ownerId: customerId,
    ...emptyPosition,
    version: 1n,
    openedAt: BigInt(opening.now),
    sealed,
    bodyHash,
  };
  const held = await readHoldings(customerId);
  const after = planOpening(held, accountClass, accountId);
  const numberHash = await lookupHash('account-number', number);
  await commit(
    accountEntity.insert(account, () => new Stale('account is there')),
    numberEntity.insert({ numberHash, accountId }, () => new Stale('number is taken')),
    accountIndexEntity.put({ shard: indexShardOf(accountId), accountId }),
    holdingsEntity.put(
      { customerId, ...after, version: held.version + 1n },
      held.version === 0n
        ? [holdingsEntity.guard.absent('version')]
        : [holdingsEntity.guard.is('version', held.version)],
    ),
  );
  return account;
}

async function readHoldings(customerId: string): Promise<Holdings & { version: bigint }> {
  return (await holdingsEntity.read({ customerId }, 'consistent')) ?? noHoldings;
}

const noHoldings = { classI: [], classII: [], classIII: [], version: 0n };
