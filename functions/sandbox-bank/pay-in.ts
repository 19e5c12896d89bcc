import * as z from 'zod/mini';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { savePayIn } from '../../shared/data/pay-in.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { accountNumber } from '../../shared/domain/accounts/account-number.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { AccountNotUsable } from '../../shared/domain/ledger/position.ts';
import { amount, signedAmount } from '../../shared/domain/money.ts';
import { PayeeCannotReceive } from '../../shared/domain/transfers/transfer-errors.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'payIn',
  summary: 'Sandbox: another bank pays money into an account',
  method: 'POST',
  path: '/sandbox/pay-ins',
  auth: 'public',
  business: 'sandbox',
  idempotent: true,
  status: 201,
  grants: ['table:write', 'keyring'],
  input: z.strictObject({ accountNumber, amount }),
  output: z.strictObject({ journalId: idOf('jnl'), accountId: idOf('acc'), amount, balanceAfter: signedAmount }),
  errors: [AccountNotFound, AccountNotUsable, PayeeCannotReceive],
});

export const handler = serve(contract, async ({ accountNumber: number, amount: fen }, { idempotency, now }) => {
  const { entry, replayed } = await savePayIn(number, fen, idempotency, now);
  const { journalId, accountId, balanceAfter = 0n } = entry;
  const answer = { journalId, accountId, amount: fen, balanceAfter };
  return replayed ? new Replayed(answer) : answer;
});
