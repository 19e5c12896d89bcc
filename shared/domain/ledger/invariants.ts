import { classThreeBalanceFenMax } from '../accounts/account.ts';
import { type AccountFact, balanceAt, type EntryFact } from './books.ts';
import { checkChain } from './chain.ts';
import { isHot, partOf } from './chart.ts';
import { type Finding, finding, type Scope } from './finding.ts';
import { holdGraceMs } from './hold.ts';
import { emptyPosition, floorFen } from './position.ts';

/** A line of a hot account, and the part of the account in which it lies. */
export type HotEntryFact = Omit<EntryFact, 'status'> & { readonly shard: string };

/** Everything to be checked at once: what tests hand in. */
export interface LedgerFacts extends Scope {
  readonly accounts: readonly AccountFact[];
  readonly entries: readonly EntryFact[];
  readonly hotEntries: readonly HotEntryFact[];
  /** Ids that a caller was told are posted, or are refused for good (I6). */
  readonly told?: { readonly posted: readonly string[]; readonly refused: readonly string[] };
}

/** Checks the ledger account by account, and keeps of each only what the sums over all accounts need. */
export class LedgerCheck {
  readonly findings: Finding[] = [];
  private readonly scope: Scope;
  private total = 0n;
  private readonly journals = new Map<string, { sum: bigint; accounts: string[] }>();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** Takes one account with every line that `scope` asks for, all as of one moment of that account. */
  add(account: AccountFact, entries: readonly EntryFact[]): void {
    this.total += balanceAt(account, entries, this.scope.until);
    for (const entry of entries) if (entry.status === 'BOOK' && this.covers(entry)) this.addToJournal(entry);
    this.findings.push(
      ...checkChain(account, entries, this.scope),
      ...checkFloor(account),
      ...checkCap(account, entries),
      ...checkHolds(account, entries, this.scope.now),
    );
  }

  /** Judges what only all accounts together can show (I1, I2, I6). To be called once, at the end. */
  conclude(): readonly Finding[] {
    if (this.total !== 0n) this.findings.push(finding('I1', 'ledger', `balances sum to ${this.total}`));
    for (const [journalId, { sum, accounts }] of this.journals) {
      if (sum !== 0n) this.findings.push(finding('I2', journalId, `entries sum to ${sum}`));
      if (accounts.length < 2) this.findings.push(finding('I2', journalId, 'has one entry only'));
      if (new Set(accounts).size < accounts.length)
        this.findings.push(finding('I6', journalId, 'is posted twice to one account'));
    }
    return this.findings;
  }

  private covers({ bookedAt }: EntryFact): boolean {
    return Number(bookedAt) >= this.scope.since && Number(bookedAt) <= this.scope.until;
  }

  private addToJournal({ journalId, accountId, amountFen }: EntryFact): void {
    const journal = this.journals.get(journalId) ?? { sum: 0n, accounts: [] };
    journal.sum += amountFen;
    journal.accounts.push(accountId);
    this.journals.set(journalId, journal);
  }
}

/** Checks I1 to I7 over rows that were read while nothing moved. An empty answer is a sound ledger. */
export function checkLedger(facts: LedgerFacts): readonly Finding[] {
  const byAccount = Map.groupBy([...facts.entries, ...facts.hotEntries.map(inPart)], ({ accountId }) => accountId);
  const known = new Set(facts.accounts.map(({ accountId }) => accountId));
  const strays = [...byAccount.keys()].filter((accountId) => !known.has(accountId));
  const unfolded = strays.filter(isHot).map(emptyPart);
  const check = new LedgerCheck(facts);
  for (const account of [...facts.accounts, ...unfolded]) check.add(account, byAccount.get(account.accountId) ?? []);
  const orphans = strays.filter((accountId) => !isHot(accountId));
  return [
    ...check.conclude(),
    ...orphans.map((accountId) => finding('I3', accountId, 'has entries but no account')),
    ...checkTold(facts),
  ];
}

const inPart = ({ shard, ...line }: HotEntryFact): EntryFact => ({
  ...line,
  accountId: partOf(line.accountId, shard),
  status: 'BOOK',
});

/** A part of a hot account has no row until its first line is numbered. */
const emptyPart = (accountId: string): AccountFact => ({
  accountId,
  accountClass: 'GL',
  status: 'OPEN',
  ...emptyPosition,
});

function checkFloor({ accountId, accountClass, balance, available, held }: AccountFact): Finding[] {
  const found: Finding[] = [];
  if (available !== balance - held)
    found.push(finding('I4', accountId, `available ${available} is not ${balance} - ${held}`));
  if (accountClass !== 'GL' && available < floorFen) found.push(finding('I4', accountId, `available is ${available}`));
  return found;
}

function checkCap({ accountId, accountClass, balance }: AccountFact, entries: readonly EntryFact[]): Finding[] {
  if (accountClass !== 'III') return [];
  const moments = [balance, ...entries.flatMap(({ balanceAfter }) => balanceAfter ?? [])];
  const over = moments.find((moment) => moment > classThreeBalanceFenMax);
  return over === undefined ? [] : [finding('I5', accountId, `balance was ${over}`)];
}

function checkHolds({ accountId, held }: AccountFact, entries: readonly EntryFact[], now: number): Finding[] {
  const open = entries.filter(({ status }) => status === 'PDNG');
  const sum = open.reduce((total, { amountFen }) => total - amountFen, 0n);
  const found = sum === held ? [] : [finding('I7', accountId, `open holds sum to ${sum}, held is ${held}`)];
  const late = open.filter(({ holdUntil = 0n }) => Number(holdUntil) + holdGraceMs < now);
  found.push(...late.map(({ entryId }) => finding('I7', entryId, 'is open past its expiry')));
  const both = entries.filter(({ status, seq }) => status !== 'BOOK' && seq !== undefined);
  found.push(...both.map(({ entryId }) => finding('I7', entryId, 'is numbered but not booked')));
  return found;
}

/** Acknowledged means posted; refused means absent (I6). */
function checkTold({ entries, told }: LedgerFacts): Finding[] {
  const posted = new Set(entries.filter(({ status }) => status === 'BOOK').map(({ entryId }) => entryId));
  return [
    ...(told?.posted ?? [])
      .filter((id) => !posted.has(id))
      .map((id) => finding('I6', id, 'was acknowledged but is not posted')),
    ...(told?.refused ?? []).filter((id) => posted.has(id)).map((id) => finding('I6', id, 'was refused but is posted')),
  ];
}
