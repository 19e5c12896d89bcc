import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { savePayee } from '../../shared/data/payee.store.ts';
import { transferEntity } from '../../shared/data/transfer.entity.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { consume } from '../../shared/lambda/consume.ts';

export const contract = defineConsumer({
  name: 'rememberPayee',
  summary: 'Make the payee of a booked step-up transfer a known one',
  grants: ['table:write'],
  source: { stream: { entities: ['entry'], events: ['MODIFY'], where: { state: ['BOOKED'] } } },
  input: z.object({ pk: z.string(), sk: z.string(), counterpartyId: idOf('acc'), bookedAt: z.bigint() }),
});

export const handler = consume(contract, async (image) => {
  const { accountId, counterpartyId } = transferEntity.from(image);
  await savePayee(accountId, counterpartyId, image.bookedAt);
});
