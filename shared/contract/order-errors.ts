import { AccountNotFound } from '../domain/accounts/account-errors.ts';
import { AccountNotUsable, BalanceCapExceeded, InsufficientFunds } from '../domain/ledger/position.ts';
import { PartnerRefused } from '../domain/partners/partner-errors.ts';
import { LimitExceeded } from '../domain/transfers/transfer-errors.ts';

/** How an order at any partner may fail. BalanceCapExceeded: what a class III account pays back must fit into it. */
export const orderErrors = [
  AccountNotFound,
  AccountNotUsable,
  InsufficientFunds,
  BalanceCapExceeded,
  LimitExceeded,
  PartnerRefused,
] as const;
