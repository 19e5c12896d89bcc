import { takeCall } from '../../data/partners/quota.store.ts';
import { partnerSecret } from '../../data/partners/secret.store.ts';
import type { Partner } from '../../domain/partners/partner.ts';
import { callPartner, type PartnerLink } from '../../gateway/partner-http.ts';
import { recordPartnerCall } from '../meter.ts';

/** The bank's line to a partner, within its quota and measured: what every call of an adapter goes through. */
export async function linkTo(partner: Partner): Promise<PartnerLink> {
  return {
    secret: await partnerSecret(partner.name),
    async call(request) {
      const begunMs = performance.now();
      const reply = (await takeCall(partner, Date.now())) ? await callPartner(partner, request) : undefined;
      recordPartnerCall(partner.name, reply === undefined ? 'failed' : 'ok', Math.round(performance.now() - begunMs));
      return reply;
    },
  };
}
