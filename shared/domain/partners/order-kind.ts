import { mayBecome, type Transitions } from '../states.ts';

/**
 * What a state of an order means to the bank: UNKNOWN is paid but not yet confirmed by the partner, OPEN is the partner's to do,
 * DONE and REFUNDED are final. Entering a REFUNDED state pays the customer back in the same transaction.
 */
export type Meaning = 'UNKNOWN' | 'OPEN' | 'DONE' | 'REFUNDED';

/** A kind of order (订单类型): its states in one table, read by the decider, the store's condition, the poll and the test. */
export interface OrderKind<State extends string = string> {
  /** The state in which an order is paid and written, before the partner is asked. */
  readonly first: State;
  /** The state of an order that the partner refused or never got. */
  readonly refused: State;
  readonly next: Transitions<State>;
  readonly means: Readonly<Record<State, Meaning>>;
}

/** What an event does to an order: moves it, tells what is known already, or contradicts what the bank knows. */
export type Verdict = 'apply' | 'late' | 'forbidden';

/**
 * Judges news by the table alone, so that the same events in any order, any number of times, end in the same state: what the order
 * has already passed is late, what the table does not lead to is forbidden.
 */
export function judge(kind: OrderKind, current: string, told: string | undefined): Verdict {
  if (told === undefined || told === current) return 'late';
  if (!Object.hasOwn(kind.next, told)) return 'forbidden';
  if (mayBecome(kind.next, current, told)) return 'apply';
  return reaches(kind.next, told, current) ? 'late' : 'forbidden';
}

/** Whether nothing can happen to the order any more. */
export const isSettled = (kind: OrderKind, state: string): boolean => ['DONE', 'REFUNDED'].includes(kind.means[state]!);

/** Every kind is a lattice: a state leads to all that its followers lead to, so that no news is needed to take other news in. */
export function assertKind<State extends string>(kind: OrderKind<State>): OrderKind<State> {
  for (const [state, followers] of Object.entries(kind.next) as [State, readonly State[]][]) {
    const skipped = followers.flatMap((one) => kind.next[one]).find((one) => !followers.includes(one));
    if (skipped) throw new Error(`${state} leads to ${skipped} by a detour only`);
    if (isSettled(kind, state) !== (followers.length === 0)) throw new Error(`${state} is final or not, but not both`);
  }
  return kind;
}

const reaches = (next: Transitions<string>, from: string, to: string): boolean =>
  next[from]!.some((one) => one === to || reaches(next, one, to));
