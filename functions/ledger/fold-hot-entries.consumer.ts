import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { hotEntryEntity } from '../../shared/data/entry.entity.ts';
import { numberHotEntries } from '../../shared/data/hot.store.ts';
import { consumeTogether } from '../../shared/lambda/consume-together.ts';

export const contract = defineConsumer({
  name: 'foldHotEntries',
  summary: 'Number the lines of hot accounts and bring them into the balance',
  grants: ['table:write'],
  // A full batch is two transactions of 99 writes, each under 100 ms, tried up to 8 times when folds meet.
  timeoutSeconds: 60,
  // One transaction numbers many lines, so it wants as many of them at once as there are.
  source: { stream: { entities: ['hot-entry'], events: ['INSERT'] }, reader: 'own' },
  input: z.object({ pk: z.string(), sk: z.string(), amountFen: z.bigint() }),
});

export const handler = consumeTogether(contract, (images) =>
  numberHotEntries(images.map((image) => hotEntryEntity.from(image))),
);
