import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { transferView, viewTransfer } from '../../shared/contract/transfer-view.ts';
import { decide } from '../../shared/data/commit.ts';
import { cancelTransfer } from '../../shared/data/settlement.store.ts';
import { transferSecretsOf } from '../../shared/data/transfer.entity.ts';
import { readOwnTransfer } from '../../shared/data/transfer.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { transferRulesOf } from '../../shared/domain/parameters/transfer.ts';
import { dayOf } from '../../shared/domain/time.ts';
import { TransferNotFound, TransferNotOpen } from '../../shared/domain/transfers/transfer-errors.ts';
import { answerAuthorization } from '../../shared/gateway/authorization-workflow.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'cancelTransfer',
  summary: 'Cancel a transfer that waits for its authorization; its money is free again at once',
  method: 'POST',
  path: '/accounts/{accountId}/transfers/{transferId}/cancel',
  auth: 'customer',
  business: 'transfer',
  // Not idempotent by key: a transfer is cancelled once, and its state says so.
  idempotent: false,
  grants: ['table:write', 'keyring', 'workflow:answer'],
  input: z.strictObject({ accountId: idOf('acc'), transferId: idOf('trf') }),
  output: transferView,
  errors: [AccountNotFound, TransferNotFound, TransferNotOpen],
});

export const handler = serve(contract, async ({ accountId, transferId }, { caller, now }) => {
  const cancelled = await decide(async () => {
    const { transfer } = await readOwnTransfer(caller.customerId, accountId, transferId);
    return { ...transfer, state: await cancelTransfer(transfer, now) };
  });
  if (cancelled.taskToken) await answerAuthorization(cancelled.taskToken);
  return viewTransfer(cancelled, await transferSecretsOf(cancelled), transferRulesOf(dayOf(now)).attemptsMax);
});
