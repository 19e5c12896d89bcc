import * as z from 'zod/mini';
import { defineTask } from '../../shared/contract/contract.ts';
import { settleTransfer } from '../../shared/data/settlement.store.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { transferStates } from '../../shared/domain/transfers/transfer.ts';
import { task } from '../../shared/lambda/task.ts';

export const contract = defineTask({
  name: 'settleTransfer',
  summary: 'Book a transfer that was authorized, expire one that was not',
  grants: ['table:write', 'keyring'],
  input: z.strictObject({ accountId: idOf('acc'), transferId: idOf('trf') }),
  output: z.strictObject({ state: z.enum(transferStates) }),
});

export const handler = task(contract, async ({ accountId, transferId }, { now }) => ({
  state: await settleTransfer({ accountId, entryId: transferId }, now),
}));
