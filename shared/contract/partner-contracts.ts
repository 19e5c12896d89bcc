import { orderEvent } from '../domain/partners/order-event.ts';
import { type Partner, queueOf } from '../domain/partners/partner.ts';
import {
  type ConsumerContract,
  type ForeignContract,
  type ScheduleContract,
  defineConsumer,
  defineForeign,
  defineSchedule,
} from './contract.ts';
import type { Grant } from './grants.ts';

const titled = ({ name }: Partner): string => name[0]!.toUpperCase() + name.slice(1);

/** What a function that asks a partner needs: its address, its secret, its quota, the orders. */
export const askingGrants = ({ name }: Partner) =>
  ['table:write', 'keyring', `partner:${name}`] as const satisfies readonly Grant[];

/** The route that a partner pushes to: `receiveSf` at /partners/sf/callbacks/{token}. */
export const receiveOf = (partner: Partner): ForeignContract =>
  defineForeign({
    name: `receive${titled(partner)}`,
    summary: `Take what ${partner.label.en} pushes: verify it over the raw body and queue it by order`,
    path: `/partners/${partner.name}/callbacks/{token}`,
    business: partner.business,
    bytesMax: partner.callback.bytesMax,
    contentType: partner.callback.contentType,
    failed: partner.callback.refused,
    // Write, since the first call of a fresh bank may be the one that makes the keys.
    grants: ['table:write', 'keyring', `queue:${queueOf(partner)}`],
    partner,
  });

/** What takes the queued news in: `applySf`. */
export const applyOf = (partner: Partner): ConsumerContract<typeof orderEvent> =>
  defineConsumer({
    name: `apply${titled(partner)}`,
    summary: `Move orders at ${partner.label.en} by what it has told, each piece of news once`,
    grants: ['table:write', 'keyring'],
    source: { queue: queueOf(partner) },
    input: orderEvent,
  });

/** What asks a silent partner: `pollSf`. */
export const pollOf = (partner: Partner): ScheduleContract =>
  defineSchedule({
    name: `poll${titled(partner)}`,
    summary: `Ask ${partner.label.en} about orders whose fate is unknown or that it is silent about`,
    grants: askingGrants(partner),
    everyMinutes: 1,
    timeoutSeconds: 60,
  });

/** What compares and settles the day before: `reconcileSf`. */
export const reconcileOf = (partner: Partner): ScheduleContract =>
  defineSchedule({
    name: `reconcile${titled(partner)}`,
    summary: `Compare yesterday with the file of ${partner.label.en}, settle what agrees, open a case for the rest`,
    grants: askingGrants(partner),
    everyMinutes: 60,
    timeoutSeconds: 60,
  });
