import { expect, it } from 'vitest';
import { accountEntity } from '../../shared/data/account.entity.ts';
import { decide } from '../../shared/data/commit.ts';
import { documents } from '../../shared/data/table.ts';
import { cancelled, conflictReason } from '../proof/memory/engine-errors.ts';
import { openedAccount } from '../support/books.ts';
import { useTable } from '../support/dynoxide.ts';

useTable();

it('a row that must be settled is read again while a transaction is under way on it', async () => {
  const { accountId } = await openedAccount();
  let underWay = 2;
  documents().middlewareStack.add((next) => async (args) => {
    const items = (args.input as { TransactItems?: readonly object[] }).TransactItems ?? [];
    if (underWay > 0 && items.some((item) => 'Get' in item)) {
      underWay--;
      throw cancelled([conflictReason()]);
    }
    return next(args);
  });
  expect(await decide(() => accountEntity.readSettled({ accountId }))).toMatchObject({ accountId });
  expect(underWay).toBe(0);
});
