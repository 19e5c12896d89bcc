import type { AccountClass, AccountStatus } from '../domain/accounts/account.ts';
import { Entity } from './entity.ts';

/** An account (账户) as stored, under 1 KB so that a guarded update costs 2 units in a transaction. Fen. */
export interface AccountRow {
  accountId: string;
  accountClass: AccountClass | 'GL';
  status: AccountStatus;
  balance: bigint;
  available: bigint;
  held: bigint;
  seq: bigint;
  /** Counts every write of this row; each write pins the one it has read. */
  version: bigint;
  /** Absent on general-ledger accounts. */
  ownerId?: string;
  openedAt: bigint;
  /** `bookedAt` of the newest entry: accounts at rest since a cut need no second look in a trial balance. */
  movedAt?: bigint;
  /** Account number and holder's name (C2), sealed. */
  sealed?: Uint8Array;
  bodyHash?: string;
  /** Outflow to others counted so far (限额计数), of the Asia/Shanghai day and calendar year named beside. */
  day?: string;
  dayOutFen?: bigint;
  /** The part of it that moved without step-up. */
  dayFreeFen?: bigint;
  year?: string;
  yearOutFen?: bigint;
  /** Class III: whether its bound account has paid in, which opens it to others (银发〔2018〕16号). */
  activated?: boolean;
}

export const accountEntity = new Entity<AccountRow, { accountId: string }>(
  'account',
  ({ accountId }) => ({ pk: `ACC#${accountId}`, sk: 'ACC' }),
  ({ pk }) => ({ accountId: pk.slice(4) }),
);

/** Which accounts exist, spread over partitions: how the trial balance and the checker find them without a scan. */
export interface AccountIndexRow {
  shard: string;
  accountId: string;
}
export const accountIndexEntity = new Entity<AccountIndexRow, AccountIndexRow>(
  'account-index',
  ({ shard, accountId }) => ({ pk: `LEDGER#${shard}`, sk: accountId }),
  ({ pk, sk }) => ({ shard: pk.slice(7), accountId: sk }),
);

/** Partitions of the account index: 16 take 16,000 openings a second. */
export const accountIndexShards: readonly string[] = [...'0123456789abcdef'];

/** The shard of an account: its id's last digit, which is random. */
export const indexShardOf = (accountId: string): string =>
  accountIndexShards['0123456789abcdefghjkmnpqrstvwxyz'.indexOf(accountId.at(-1)!) % 16]!;
