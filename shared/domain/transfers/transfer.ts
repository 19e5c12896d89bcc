import type { Transitions } from '../states.ts';

/**
 * The life of a transfer (转账). One that needs no step-up is booked at once; the others wait with their money held.
 * REFUSED is a dead challenge (five wrong codes); REJECTED an authorized transfer that the payee's account could not take.
 */
export const transferStates = [
  'AWAITING_AUTHORIZATION',
  'AUTHORIZED',
  'BOOKED',
  'CANCELLED',
  'EXPIRED',
  'REFUSED',
  'REJECTED',
] as const;
export type TransferState = (typeof transferStates)[number];

/** Who enters a state first wins: approve, expire and cancel meet in this table and nowhere else. */
export const transferTransitions: Transitions<TransferState> = {
  AWAITING_AUTHORIZATION: ['AUTHORIZED', 'CANCELLED', 'EXPIRED', 'REFUSED'],
  AUTHORIZED: ['BOOKED', 'REJECTED'],
  BOOKED: [],
  CANCELLED: [],
  EXPIRED: [],
  REFUSED: [],
  REJECTED: [],
};
