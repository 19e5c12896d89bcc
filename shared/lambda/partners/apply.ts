import type { ConsumerContract } from '../../contract/contract.ts';
import { applyEvent } from '../../data/partners/event.store.ts';
import type { orderEvent } from '../../domain/partners/order-event.ts';
import type { Partner } from '../../domain/partners/partner.ts';
import { consume } from '../consume.ts';
import { log } from '../log.ts';

/** Takes queued news in. What contradicts the books is a case, not a failure: delivering it again would change nothing. */
export const apply = (contract: ConsumerContract<typeof orderEvent>, partner: Partner) =>
  consume(contract, async (event, { now, traceId }) => {
    const taken = await applyEvent(partner, event, now);
    if (taken === 'forbidden' || taken === 'stranger')
      log.warn('news opened a case', { orderId: event.orderId, traceId });
  });
