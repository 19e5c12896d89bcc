import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { transferView, viewTransfer } from '../../shared/contract/transfer-view.ts';
import { answerChallenge } from '../../shared/data/challenge.store.ts';
import { transferSecretsOf } from '../../shared/data/transfer.entity.ts';
import { readOwnTransfer } from '../../shared/data/transfer.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { otpCode } from '../../shared/domain/factors/sms-otp.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { transferRulesOf } from '../../shared/domain/parameters/transfer.ts';
import { dayOf } from '../../shared/domain/time.ts';
import {
  CodeNotValid,
  TransferNotFound,
  TransferNotOpen,
  WrongCode,
} from '../../shared/domain/transfers/transfer-errors.ts';
import { answerAuthorization } from '../../shared/gateway/authorization-workflow.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'authorizeTransfer',
  summary: 'Answer the challenge of a waiting transfer with the code that was sent for exactly this payee and amount',
  method: 'POST',
  path: '/accounts/{accountId}/transfers/{transferId}/authorization',
  auth: 'customer',
  business: 'transfer',
  // Not idempotent by key: a code is used once, and a transfer is authorized once.
  idempotent: false,
  status: 202,
  grants: ['table:write', 'keyring', 'workflow:answer'],
  input: z.strictObject({ accountId: idOf('acc'), transferId: idOf('trf'), code: otpCode }),
  output: transferView,
  errors: [AccountNotFound, TransferNotFound, TransferNotOpen, CodeNotValid, WrongCode],
});

export const handler = serve(contract, async ({ accountId, transferId, code }, { caller, now }) => {
  const read = async () => (await readOwnTransfer(caller.customerId, accountId, transferId)).transfer;
  const { row, attemptsLeft } = await answerChallenge(read, code, now);
  // Right, or wrong for the last time: either way the workflow has nothing more to wait for.
  if (row.taskToken && !attemptsLeft) await answerAuthorization(row.taskToken);
  if (attemptsLeft !== undefined) throw new DomainError(WrongCode, { attemptsLeft });
  return viewTransfer(row, await transferSecretsOf(row), transferRulesOf(dayOf(now)).attemptsMax);
});
