import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { zonedTime } from '../../shared/contract/time-view.ts';
import { saveCode } from '../../shared/data/challenge.store.ts';
import { decide } from '../../shared/data/commit.ts';
import { requireCustomer } from '../../shared/data/customer.store.ts';
import { derivedKey } from '../../shared/data/keyed-hash.ts';
import { newId } from '../../shared/data/new-id.ts';
import { transferSecretsOf } from '../../shared/data/transfer.entity.ts';
import { readOwnTransfer, shownPayee } from '../../shared/data/transfer.store.ts';
import { AccountNotFound } from '../../shared/domain/accounts/account-errors.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { SmsUnavailable } from '../../shared/domain/identity/challenge.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { CodeTooSoon, TransferNotFound, TransferNotOpen } from '../../shared/domain/transfers/transfer-errors.ts';
import { sendSms } from '../../shared/gateway/sms.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'resendCode',
  summary: 'Send a new code for a waiting transfer; the one before is void',
  method: 'POST',
  path: '/accounts/{accountId}/transfers/{transferId}/codes',
  auth: 'customer',
  business: 'transfer',
  // Not idempotent: a lost answer costs one more text, which a pause between two of them bounds.
  idempotent: false,
  status: 202,
  grants: ['table:write', 'keyring', 'sms'],
  input: z.strictObject({ accountId: idOf('acc'), transferId: idOf('trf') }),
  output: z.strictObject({ transferId: idOf('trf'), sentAt: zonedTime }),
  errors: [AccountNotFound, TransferNotFound, TransferNotOpen, CodeTooSoon, SmsUnavailable],
});

export const handler = serve(contract, async ({ accountId, transferId }, { caller: { customerId }, now }) => {
  const text = await decide(async () => {
    const { transfer } = await readOwnTransfer(customerId, accountId, transferId);
    const { payeeName, payeeNumber } = await transferSecretsOf(transfer);
    return saveCode(transfer, shownPayee({ holderName: payeeName, number: payeeNumber }), now);
  });
  const { phone } = await requireCustomer(customerId);
  await sendSms({ messageId: newId('sms', now), phone, text, sentAt: now }, await derivedKey('sms'));
  return { transferId, sentAt: isoTime(now) };
});
