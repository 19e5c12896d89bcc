import { mayBecome, type Transitions } from '../states.ts';

/**
 * What a state of an order means to the bank: UNKNOWN is paid but not yet confirmed by the partner, OPEN is the partner's to do,
 * DONE and REFUNDED are final. Entering a REFUNDED state pays the customer back in the same transaction.
 */
export type Meaning = 'UNKNOWN' | 'OPEN' | 'DONE' | 'REFUNDED';

/** A kind of order (订单类型): one table, read by the decider, the store's condition, the poll and the test. */
export interface OrderKind {
  /** The state in which an order is paid and written, before the partner is asked. */
  readonly first: string;
  /** The state of an order that the partner refused or never got. */
  readonly refused: string;
  /** From each state every state that it leads to, also over steps that were never told. */
  readonly next: Transitions<string>;
  readonly means: Readonly<Record<string, Meaning>>;
}

/** How a kind is declared: its steps, beginning with the first state, and which ends pay back. */
interface Steps<State extends string> {
  readonly steps: Readonly<Record<string, readonly State[]>>;
  readonly refunds: readonly State[];
  readonly refused: State;
}

/**
 * Declares a kind of order by its steps alone. What it leads to is closed over them, so that any news may be missed or late.
 * @example defineKind({ steps: { BUYING: ['ISSUED', 'REFUSED'], ISSUED: ['USED'] }, refunds: ['REFUSED'], refused: 'REFUSED' })
 */
export function defineKind<const State extends string>({ steps, refunds, refused }: Steps<State>): OrderKind {
  const [first = ''] = Object.keys(steps);
  const states = [...new Set([...Object.keys(steps), ...Object.values(steps).flat()])];
  const after = (state: string): string[] => (steps[state] ?? []).flatMap((one) => [one, ...after(one)]);
  const next = Object.fromEntries(states.map((state) => [state, [...new Set(after(state))]]));
  const meaningOf = (state: string): Meaning => {
    if (refunds.some((one) => one === state)) return 'REFUNDED';
    if (next[state]!.length === 0) return 'DONE';
    return state === first ? 'UNKNOWN' : 'OPEN';
  };
  const beyond = refunds.find((state) => next[state]?.length !== 0);
  if (beyond) throw new Error(`${beyond} pays back and so must be an end`);
  if (!next[first]!.includes(refused)) throw new Error(`${refused} cannot follow ${first}`);
  return { first, refused, next, means: Object.fromEntries(states.map((state) => [state, meaningOf(state)])) };
}

/** What an event does to an order: moves it, tells what is known already, or contradicts what the bank knows. */
export type Verdict = 'apply' | 'late' | 'forbidden';

/**
 * Judges news by the table alone, so that the same events in any order, any number of times, end in the same state: what the order
 * has already passed is late, what the table does not lead to is forbidden.
 */
export function judge({ next }: OrderKind, current: string, told: string | undefined): Verdict {
  if (told === undefined || told === current) return 'late';
  if (!Object.hasOwn(next, told)) return 'forbidden';
  if (mayBecome(next, current, told)) return 'apply';
  return mayBecome(next, told, current) ? 'late' : 'forbidden';
}

/** Whether nothing can happen to the order any more. */
export const isSettled = ({ means }: OrderKind, state: string): boolean => ['DONE', 'REFUNDED'].includes(means[state]!);
