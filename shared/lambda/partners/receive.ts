import { createHash } from 'node:crypto';
import type { ForeignContract } from '../../contract/contract.ts';
import { parseStrictJson } from '../../contract/strict-json.ts';
import { sealNews } from '../../data/partners/trace.store.ts';
import { partnerSecret } from '../../data/partners/secret.store.ts';
import { type Partner, queueOf } from '../../domain/partners/partner.ts';
import { type Adapter, callbackTokenOf, isSame } from '../../gateway/partners/adapter.ts';
import { sendInOrder } from '../../gateway/queue.ts';
import { type ForeignCall, type ForeignReply, foreign } from '../foreign.ts';
import { log } from '../log.ts';

/**
 * Takes a partner's callbacks: secret path, signature over the raw body, freshness, form, and only then the queue. The partner is told
 * "taken" when the queue has it; what it tells twice is told "taken" twice, and takes effect once.
 */
export function receive(contract: ForeignContract & { readonly partner?: Partner }, adapter: Adapter) {
  const { partner } = contract;
  if (!partner) throw new Error(`${contract.name} is not the route of a partner`);
  return foreign(contract, (call) => take(partner, adapter, call));
}

async function take(partner: Partner, adapter: Adapter, call: ForeignCall): Promise<ForeignReply> {
  const secret = await partnerSecret(partner.name);
  const doubt = doubtOf(partner, adapter, call, secret);
  if (doubt) return refusal(partner, 403, doubt);
  const news = readNews(adapter, call);
  if (!news) return refusal(partner, 400, 'CALLBACK_MALFORMED');
  for (const one of news) {
    const event = await sealNews(one);
    const dedupeId = createHash('sha256').update(`${event.orderId} ${event.eventId}`).digest('hex');
    await sendInOrder(queueOf(partner), event.orderId, dedupeId, event);
  }
  return { status: 200, body: partner.callback.accepted };
}

/** Why the call is not believed, or undefined. */
function doubtOf({ callback }: Partner, adapter: Adapter, call: ForeignCall, secret: string): string | undefined {
  if (!isSame(call.inPath['token'], callbackTokenOf(secret))) return 'CALLBACK_FORGED';
  const signedAt = adapter.signedAt?.(call, secret);
  if (signedAt === 'forged') return 'CALLBACK_FORGED';
  const fresh = signedAt === undefined || Math.abs(call.now - signedAt) <= callback.freshSeconds * 1000;
  return fresh ? undefined : 'CALLBACK_STALE';
}

/** The news of a callback; undefined when its JSON is ambiguous or not in the partner's form. */
function readNews(adapter: Adapter, { text, traceId }: ForeignCall) {
  try {
    return adapter.newsOf(parseStrictJson(text));
  } catch (error) {
    log.warn('callback not understood', { traceId });
    if (error instanceof Error && ['JsonRefused', 'ZodError', '$ZodError'].includes(error.name)) return undefined;
    throw error;
  }
}

const refusal = ({ callback }: Partner, status: number, code: string): ForeignReply => ({
  status,
  body: callback.refused,
  code,
});
