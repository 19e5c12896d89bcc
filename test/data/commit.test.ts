import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountEntity } from '../../shared/data/account.entity.ts';
import { commit, decide, Stale } from '../../shared/data/commit.ts';
import { documents, useDocuments } from '../../shared/data/table.ts';

let real: DynamoDBDocumentClient;
beforeEach(() => {
  vi.stubEnv('BANK_TABLE', 'bank');
  vi.stubEnv('AWS_REGION', 'cn-north-1');
  real = documents();
});
afterEach(() => useDocuments(real));

/** The SDK gives up with this error, after so many attempts. */
function failing(name: string, httpStatusCode?: number, attempts = 1, more: object = {}): void {
  const error = Object.assign(new Error(name), { name, $metadata: { httpStatusCode, attempts }, ...more });
  useDocuments({ send: () => Promise.reject(error) } as unknown as DynamoDBDocumentClient);
}

const id = { accountId: 'acc_1' };
const write = (refused?: () => Error) => accountEntity.remove(id, [accountEntity.guard.is('version', 1n)], refused);
const cancelled = (...codes: string[]) => ({ CancellationReasons: codes.map((Code) => ({ Code })) });

describe('a commit that fails', () => {
  it.each([
    ['a throttle at the first attempt', 'ThrottlingException', 400, 1, 'Stale'],
    ['a throttle after an attempt that nobody heard of', 'ThrottlingException', 400, 2, 'Unanswered'],
    ['a conflict', 'TransactionConflictException', 400, 1, 'Stale'],
    ['the same transaction still under way', 'TransactionInProgressException', 400, 1, 'Unanswered'],
    ['a fault of the service', 'InternalServerError', 500, 3, 'Unanswered'],
    ['no answer at all', 'TimeoutError', undefined, 3, 'Unanswered'],
    ['a mistake of ours', 'ValidationException', 400, 1, 'ValidationException'],
  ])('by %s says so', async (_, name, status, attempts, kind) => {
    failing(name, status, attempts);
    const error: unknown = await commit(write()).catch((caught: unknown) => caught);
    expect((error as Error).name).toBe(kind);
  });

  it.each([
    ['the first guard that refused', cancelled('None', 'ConditionalCheckFailed', 'TransactionConflict'), 'second'],
    ['a conflict, when no guard refused', cancelled('TransactionConflict', 'None', 'None'), 'TransactionConflict'],
    ['a throttle, when no guard refused', cancelled('None', 'ThrottlingError', 'None'), 'TransactionConflict'],
  ])('in a transaction says %s', async (_, reasons, message) => {
    failing('TransactionCanceledException', 400, 1, reasons);
    const writes = ['first', 'second', 'third'].map((name) => write(() => new Error(name)));
    await expect(commit(...writes)).rejects.toThrow(message);
  });

  it('hands the refused item on as it is stored', async () => {
    failing('ConditionalCheckFailedException', 400, 1, {
      Item: { pk: { S: 'ACC#acc_1' }, sk: { S: 'ACC' }, version: { N: '7' } },
    });
    const seen: unknown[] = [];
    await expect(
      commit(
        accountEntity.remove(
          id,
          [accountEntity.guard.is('version', 1n)],
          (row) => (seen.push(row), new Error('moved')),
        ),
      ),
    ).rejects.toThrow('moved');
    expect(seen).toEqual([{ accountId: 'acc_1', version: 7n }]);
  });
});

describe('a decision', () => {
  it('is taken anew until it stands', async () => {
    let rounds = 0;
    expect(await decide(async () => (++rounds < 4 ? Promise.reject(new Stale('moved')) : rounds))).toBe(4);
  });

  it.each([
    ['nothing was done', 'TransactionConflictException', 'TRY_AGAIN'],
    ['the outcome is unknown', 'TimeoutError', 'OUTCOME_UNKNOWN'],
  ])('that never stands says that %s', async (_, name, code) => {
    failing(name, name === 'TimeoutError' ? undefined : 400);
    await expect(decide(() => commit(write()))).rejects.toThrow(code);
  });

  it('ends at once with any other failure', async () => {
    let rounds = 0;
    await expect(decide(async () => Promise.reject(new Error(`bug ${++rounds}`)))).rejects.toThrow('bug 1');
  });
});
