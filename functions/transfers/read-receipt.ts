import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { receiptView } from '../../shared/contract/receipt-view.ts';
import { secretsOf } from '../../shared/data/account.store.ts';
import { receiptCodeOf } from '../../shared/data/receipt-code.ts';
import { transferSecretsOf } from '../../shared/data/transfer.entity.ts';
import { readOwnTransfer } from '../../shared/data/transfer.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { maskedNumber } from '../../shared/domain/accounts/account-number.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { amountInWords } from '../../shared/domain/transfers/amount-in-words.ts';
import { ReceiptNotReady, TransferNotFound } from '../../shared/domain/transfers/transfer-errors.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'readReceipt',
  summary: 'Read the receipt of a booked transfer, with the code by which others can verify it',
  method: 'GET',
  path: '/accounts/{accountId}/transfers/{transferId}/receipt',
  auth: 'customer',
  business: 'transfer',
  idempotent: false,
  grants: ['table:read', 'keyring'],
  input: z.strictObject({ accountId: idOf('acc'), transferId: idOf('trf') }),
  output: receiptView,
  errors: [AccountNotFound, TransferNotFound, ReceiptNotReady],
});

export const handler = serve(contract, async ({ accountId, transferId }, { caller }) => {
  const { account, transfer } = await readOwnTransfer(caller.customerId, accountId, transferId);
  if (transfer.bookedAt === undefined) throw new DomainError(ReceiptNotReady);
  const [payer, { payeeName, payeeNumber, remark }] = await Promise.all([
    secretsOf(account),
    transferSecretsOf(transfer),
  ]);
  const facts = {
    transferId,
    bookedAt: isoTime(Number(transfer.bookedAt)),
    amount: -transfer.amountFen,
    amountInWords: amountInWords(-transfer.amountFen),
    payer: { name: payer.holderName, accountNumber: maskedNumber(payer.number) },
    payee: { name: payeeName, accountNumber: maskedNumber(payeeNumber) },
    ...(remark !== undefined && { remark }),
  };
  return { ...facts, verificationCode: await receiptCodeOf(facts) };
});
