/** One movement of money as either side books it on a day: a payment, or a refund. */
export interface ClearingLine {
  readonly orderId: string;
  readonly movement: 'payment' | 'refund';
  /** Fen, positive. */
  readonly amountFen: bigint;
}

export const faults = [
  'ONLY_BANK',
  'ONLY_PARTNER',
  'AMOUNT_DIFFERS',
  'REPEATED',
  'STATE_FORBIDDEN',
  'NOT_OF_PARTNER',
] as const;
/** What a case is about: a difference in the day's file, or news that contradicts an order. */
export type Fault = (typeof faults)[number];

/** A line on which bank and partner do not agree. */
export interface Difference extends Pick<ClearingLine, 'orderId' | 'movement'> {
  readonly fault: Fault;
  readonly bankFen: bigint;
  readonly partnerFen: bigint;
}

/** What opens a case: a difference, or news that contradicts an order, which is of no movement. */
export type CaseGround = Omit<Difference, 'movement'> & Partial<Pick<Difference, 'movement'>>;

/** A difference that a human decides (差错单). */
export interface Case extends CaseGround {
  readonly caseId: string;
  /** Milliseconds since 1970, as `closedAt`. */
  readonly openedAt: bigint;
  readonly decision?: string;
  readonly closedBy?: string;
  readonly closedAt?: bigint;
}

/** A day as both sides see it: what they agree on is settled, each difference becomes a case. */
export interface DayResult {
  readonly matched: readonly ClearingLine[];
  /** What the bank owes the partner for the matched lines; negative when refunds outweigh payments. */
  readonly netFen: bigint;
  readonly differences: readonly Difference[];
}

const keyOf = ({ orderId, movement }: Pick<ClearingLine, 'orderId' | 'movement'>) => `${orderId} ${movement}`;

/** Compares the bank's lines of a day with the partner's (T+1 对账). Pure, and the same whatever the order of lines. */
export function compareDay(bank: readonly ClearingLine[], partner: readonly ClearingLine[]): DayResult {
  const theirs = new Map(partner.map((line) => [keyOf(line), line]));
  const ours = new Map(bank.map((line) => [keyOf(line), line]));
  const matched: ClearingLine[] = [];
  const differences: Difference[] = [];
  const differ = ({ orderId, movement }: ClearingLine, fault: Fault, bankFen: bigint, partnerFen: bigint) =>
    differences.push({ orderId, movement, fault, bankFen, partnerFen });
  const counts = Map.groupBy(partner, keyOf);
  // Paid and paid back on one day without a line of the partner: it refused the order, so it books nothing.
  const isUndone = ({ orderId, movement, amountFen }: ClearingLine): boolean => {
    const opposite = keyOf({ orderId, movement: movement === 'payment' ? 'refund' : 'payment' });
    return ours.get(opposite)?.amountFen === amountFen && !theirs.has(opposite);
  };
  for (const line of bank) {
    const other = theirs.get(keyOf(line));
    if (!other && isUndone(line)) matched.push(line);
    else if (!other) differ(line, 'ONLY_BANK', line.amountFen, 0n);
    else if (counts.get(keyOf(line))!.length > 1) differ(line, 'REPEATED', line.amountFen, other.amountFen);
    else if (other.amountFen !== line.amountFen) differ(line, 'AMOUNT_DIFFERS', line.amountFen, other.amountFen);
    else matched.push(line);
  }
  for (const line of theirs.values()) if (!ours.has(keyOf(line))) differ(line, 'ONLY_PARTNER', 0n, line.amountFen);
  return { matched, netFen: netOf(matched), differences };
}

/** Payments less refunds, in fen. */
const netOf = (lines: readonly ClearingLine[]): bigint =>
  lines.reduce((sum, { movement, amountFen }) => sum + (movement === 'payment' ? amountFen : -amountFen), 0n);
