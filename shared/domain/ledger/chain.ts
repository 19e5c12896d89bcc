import { type AccountFact, type EntryFact, foldMsMax, isCounted } from './books.ts';
import { isHot } from './chart.ts';
import { type Finding, finding, type Scope } from './finding.ts';

/**
 * I3 as a chain: going back from the balance, every entry has the next lower number and the balance before it. The chain ends at
 * number 1 with nothing, or at an entry booked before the scope, up to which an earlier check has gone.
 */
export function checkChain(account: AccountFact, entries: readonly EntryFact[], scope: Scope): Finding[] {
  const booked = entries.filter(({ status }) => status === 'BOOK');
  const counted = booked.filter((entry) => isCounted(account, entry));
  const atRest = Number(account.movedAt ?? 0n) < scope.since && counted.length === 0;
  const flaw = atRest ? undefined : flawOf(account, counted, scope);
  return [
    ...(flaw ? [finding('I3', account.accountId, flaw)] : []),
    ...booked
      .filter((entry) => isLost(entry, scope.now))
      .map(({ entryId }) => finding('I3', entryId, 'is booked without a number')),
  ];
}

function flawOf(account: AccountFact, counted: readonly EntryFact[], { since }: Scope): string | undefined {
  const bySeq = new Map(counted.map((entry) => [entry.seq!, entry]));
  if (bySeq.size < counted.length) return 'two entries have one number';
  let { balance } = account;
  for (let seq = account.seq; seq > 0n; seq--) {
    const entry = bySeq.get(seq);
    // Lines of a hot account are read by their time alone: before the oldest of them an earlier check has been.
    const outOfScope = since > 0 && isHot(account.accountId) && BigInt(bySeq.size) === account.seq - seq;
    if (!entry) return outOfScope ? undefined : `entry ${seq} of ${account.seq} is missing`;
    if (entry.balanceAfter !== balance) return `entry ${seq} leaves ${entry.balanceAfter}, not ${balance}`;
    balance -= entry.amountFen;
    if (Number(entry.bookedAt) < since) return undefined;
  }
  return balance === 0n ? undefined : `entries begin from ${balance}`;
}

/** A plain line is numbered in its own transaction, a line of a hot account soon after. */
const isLost = ({ accountId, seq, bookedAt }: EntryFact, now: number): boolean =>
  seq === undefined && (!isHot(accountId) || Number(bookedAt) + foldMsMax < now);
