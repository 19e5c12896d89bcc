import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { entryEntity } from '../../shared/data/entry.entity.ts';
import { noteExpiry } from '../../shared/data/expiry.store.ts';
import { entryKinds } from '../../shared/domain/ledger/entry.ts';
import { consume } from '../../shared/lambda/consume.ts';

export const contract = defineConsumer({
  name: 'indexHoldExpiry',
  summary: 'Note when a new hold lapses, so that the sweep finds it',
  grants: ['table:write'],
  source: { stream: { entities: ['entry'], events: ['INSERT'], where: { status: ['PDNG'] } } },
  input: z.object({ pk: z.string(), sk: z.string(), kind: z.enum(entryKinds), holdUntil: z.bigint() }),
});

export const handler = consume(contract, async (image) => {
  const { accountId, entryId } = entryEntity.from(image);
  await noteExpiry({ accountId, entryId, kind: image.kind, holdUntil: image.holdUntil });
});
