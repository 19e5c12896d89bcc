import type { Switchable } from '../parameters/switchable.ts';
import type { PersonalField } from './consent.ts';
import type { OrderKind } from './order-kind.ts';
import type { Registered } from './registered.ts';

/** All that the bank says of one partner (合作方). Queue, functions, alarm, dashboard, switch and contract test follow from it. */
export interface Partner extends Registered {
  /** The line of business that is switched off with it. */
  readonly business: Switchable;
  /** Where it is called in production; a sandbox environment calls its simulator. HTTPS, and never anywhere else. */
  readonly address: `https://${string}`;
  /** The personal data that it needs, each only with the customer's separate consent (PIPL art. 23). */
  readonly personal: readonly PersonalField[];
  readonly calls: CallRules;
  readonly callback: CallbackRules;
  readonly polling: PollRules;
  /** Calls in a hundred that must be answered: fewer in an hour ring. */
  readonly answeredPercentMin: number;
  readonly kinds: Readonly<Record<string, OrderKind>>;
}

export interface CallRules {
  /** The partner's own quota, counted over all containers. */
  readonly perMinuteMax: number;
  readonly timeoutMs: number;
  /** Of a hundred calls, how many may be second tries; only questions are tried twice, orders never. */
  readonly retriesPercentMax: number;
  /** Failures in a row that open the breaker, and how long it stays open. */
  readonly failuresMax: number;
  readonly openSeconds: number;
}

export interface CallbackRules {
  /** At most 256 KB, the size of a queue message. */
  readonly bytesMax: number;
  /** How far what it says of its own time may be from ours. */
  readonly freshSeconds: number;
  readonly contentType: string;
  /** What the partner reads as "do not send it again", and as "no". */
  readonly accepted: string;
  readonly refused: string;
}

export interface PollRules {
  /** Seconds between two questions about an order whose fate is unknown. */
  readonly unknownSeconds: number;
  /** Seconds of silence about an order in the partner's hands, after which it is asked. */
  readonly silentSeconds: number;
  /** An order that the partner does not know is given up after this; no request of ours is under way for so long. */
  readonly abandonSeconds: number;
}

/** Declares a partner. @example export const coffee = definePartner({ ...registered.coffee, ... }); */
export function definePartner<const P extends Partner>(partner: P): P {
  if (!/^[a-z]+$/.test(partner.name)) throw new Error(`${partner.name} is not one lower-case word`);
  if (partner.callback.bytesMax > 256 * 1024)
    throw new Error(`${partner.name}: a callback must fit into a queue message`);
  return partner;
}

/** Rules for a partner that asks for no others: one who uses the bank's own form (shared/gateway/partners/signed-json.ts). */
export const usual = {
  calls: { perMinuteMax: 600, timeoutMs: 2_000, retriesPercentMax: 10, failuresMax: 10, openSeconds: 10 },
  callback: { bytesMax: 4_096, freshSeconds: 300, contentType: 'text/plain', accepted: 'ok', refused: 'fail' },
  polling: { unknownSeconds: 5, silentSeconds: 600, abandonSeconds: 600 },
  answeredPercentMin: 99,
} as const;

/** The queue of what the partner tells the bank: in order per order. */
export const queueOf = ({ name }: Partner): `partner-${string}.fifo` => `partner-${name}.fifo`;

/** The kind of an order of this partner. */
export function kindOf(partner: Partner, kind: string): OrderKind {
  const found = partner.kinds[kind];
  if (!found) throw new Error(`${partner.name} has no orders of the kind ${kind}`);
  return found;
}
