import * as z from 'zod/mini';
import { defineError } from '../errors.ts';
import { accountClass } from './account.ts';

/** No such account, or not this caller's: the two answer alike. */
export const AccountNotFound = defineError({
  code: 'ACCOUNT_NOT_FOUND',
  kind: 'missing',
  title: { zh: '账户不存在', en: 'There is no such account' },
  action: { zh: '请核对账户', en: 'Check the account' },
  details: z.object({}),
});

/** The person already holds as many accounts of the class as the rules allow. */
export const TooManyAccounts = defineError({
  code: 'TOO_MANY_ACCOUNTS',
  kind: 'refused',
  title: { zh: '同类账户数量已达上限', en: 'No more accounts of this class can be opened' },
  action: { zh: '请使用已有账户', en: 'Use an account that is open already' },
  details: z.object({ accountClass, max: z.int() }),
});

/** Class II and III accounts are bound to a class I account (绑定账户), which must be there first. */
export const BoundAccountMissing = defineError({
  code: 'BOUND_ACCOUNT_MISSING',
  kind: 'refused',
  title: { zh: '请先开立或绑定Ⅰ类户', en: 'A class I account must be there first' },
  action: { zh: '请先开立Ⅰ类户', en: 'Open a class I account first' },
  details: z.object({}),
});
