import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { transferEntity } from '../../shared/data/transfer.entity.ts';
import { startAuthorization } from '../../shared/gateway/authorization-workflow.ts';
import { consume } from '../../shared/lambda/consume.ts';

export const contract = defineConsumer({
  name: 'startAuthorization',
  summary: 'Start the authorization workflow of a transfer that was written waiting',
  grants: ['workflow:transfer', 'table:write'],
  source: { stream: { entities: ['entry'], events: ['INSERT'], where: { state: ['AWAITING_AUTHORIZATION'] } } },
  input: z.object({ pk: z.string(), sk: z.string(), authorizeUntil: z.bigint() }),
});

export const handler = consume(contract, async (image, { now }) => {
  const { accountId, entryId, authorizeUntil } = transferEntity.from(image);
  // One second more than the transfer has, so that a time-out finds it overdue.
  const timeoutSeconds = Math.max(1, Math.ceil((Number(authorizeUntil) - now) / 1000) + 1);
  await startAuthorization(accountId, entryId, timeoutSeconds);
});
