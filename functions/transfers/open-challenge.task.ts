import * as z from 'zod/mini';
import { defineTask } from '../../shared/contract/contract.ts';
import { openChallenge } from '../../shared/data/challenge.store.ts';
import { derivedKey } from '../../shared/data/keyed-hash.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { answerAuthorization } from '../../shared/gateway/authorization-workflow.ts';
import { sendSms } from '../../shared/gateway/sms.ts';
import { log } from '../../shared/lambda/log.ts';
import { task } from '../../shared/lambda/task.ts';

export const contract = defineTask({
  name: 'openChallenge',
  summary: 'Send the code of a transfer and keep the token behind which its workflow waits',
  grants: ['table:write', 'keyring', 'sms', 'workflow:answer'],
  input: z.strictObject({ accountId: idOf('acc'), transferId: idOf('trf'), taskToken: z.string() }),
  output: z.strictObject({ opened: z.boolean() }),
});

export const handler = task(contract, async ({ accountId, transferId, taskToken }, { now }) => {
  const message = await openChallenge({ accountId, entryId: transferId }, taskToken, now);
  if (!message) {
    // Cancelled before its code was made: nothing is left to wait for.
    await answerAuthorization(taskToken);
    return { opened: false };
  }
  try {
    await sendSms(message, await derivedKey('sms'));
  } catch (error) {
    // The transfer goes on waiting: the customer asks for another code, or it expires. Failing here would end the wait.
    log.error('code not sent', error, { transferId });
  }
  return { opened: true };
});
