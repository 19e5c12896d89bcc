import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { transferView, viewTransfer } from '../../shared/contract/transfer-view.ts';
import { transferSecretsOf } from '../../shared/data/transfer.entity.ts';
import { readOwnTransfer } from '../../shared/data/transfer.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { transferRulesOf } from '../../shared/domain/parameters/transfer.ts';
import { dayOf } from '../../shared/domain/time.ts';
import { TransferNotFound } from '../../shared/domain/transfers/transfer-errors.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'readTransfer',
  summary: "Read a transfer from the caller's account: where it stands, and what it waits for",
  method: 'GET',
  path: '/accounts/{accountId}/transfers/{transferId}',
  auth: 'customer',
  business: 'transfer',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.strictObject({ accountId: idOf('acc'), transferId: idOf('trf') }),
  output: transferView,
  errors: [AccountNotFound, TransferNotFound],
});

export const handler = serve(contract, async ({ accountId, transferId }, { caller, now }) => {
  const { transfer } = await readOwnTransfer(caller.customerId, accountId, transferId);
  return viewTransfer(transfer, await transferSecretsOf(transfer), transferRulesOf(dayOf(now)).attemptsMax);
});
