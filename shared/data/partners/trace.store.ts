import { type News, type OrderEvent, type Trace, trace } from '../../domain/partners/order-event.ts';
import { readPage } from '../page.ts';
import { seal, unseal } from '../sealed.ts';
import { eventEntity, type EventRow } from './order.entity.ts';

/** Closes the personal part of news for the row that it will lie in: from here on nothing of it is readable on the way. */
export async function sealNews({ trace: open, ...news }: News): Promise<OrderEvent> {
  if (!open) return news;
  const sealed = await seal({ ...open }, eventEntity.key(news));
  return { ...news, sealed: Buffer.from(sealed).toString('base64url') };
}

/** The trace (轨迹) of an order, oldest first; 100 steps at most, more than a parcel ever makes. */
export async function readTrace(orderId: string): Promise<(EventRow & { trace?: Trace })[]> {
  const slice = {
    pk: `ORD#${orderId}`,
    from: 'EVT#',
    to: 'EVT#~',
    order: 'oldest' as const,
    limit: 100,
    consistency: 'consistent' as const,
  };
  const { data } = await readPage(eventEntity, slice);
  data.sort((a, b) => Number(a.at - b.at) || (a.eventId < b.eventId ? -1 : 1));
  return Promise.all(
    data.map(async (row) =>
      row.sealed === undefined ? row : { ...row, trace: await unseal(row.sealed, eventEntity.key(row), trace) },
    ),
  );
}
