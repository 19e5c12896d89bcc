import * as z from 'zod/mini';
import { defineConsumer } from '../../shared/contract/contract.ts';
import { ledgerReportEntity } from '../../shared/data/ledger-report.entity.ts';
import { sendInOrder } from '../../shared/gateway/queue.ts';
import { consume } from '../../shared/lambda/consume.ts';

export const contract = defineConsumer({
  name: 'queueLedgerReport',
  summary: 'Hand a report that was asked for to its maker, whose minutes other changes cannot wait for',
  grants: ['queue:ledger-reports.fifo', 'table:write'],
  source: { stream: { entities: ['ledger-report'], events: ['INSERT'] } },
  input: z.object({ pk: z.string(), sk: z.string() }),
});

export const handler = consume(contract, async (image) => {
  const { kind, reportId } = ledgerReportEntity.from(image);
  // A group of its own, so that a report that fails holds up no other.
  await sendInOrder('ledger-reports.fifo', reportId, reportId, { kind, reportId });
});
