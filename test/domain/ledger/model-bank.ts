import { DomainError } from '../../../shared/domain/errors.ts';
import { assertBalanced } from '../../../shared/domain/ledger/entry.ts';
import type { EntryFact } from '../../../shared/domain/ledger/books.ts';
import type { LedgerFacts } from '../../../shared/domain/ledger/invariants.ts';
import { emptyPosition, move, type Position, release, reserve } from '../../../shared/domain/ledger/position.ts';

/** What may happen to the model bank; accounts by number, 0 is the bank's own. */
export type Step =
  | { readonly does: 'move'; readonly from: number; readonly to: number; readonly fen: bigint }
  | { readonly does: 'hold'; readonly from: number; readonly to: number; readonly fen: bigint }
  | { readonly does: 'end'; readonly how: 'captured' | 'released'; readonly hold: number }
  | { readonly does: 'set'; readonly status: 'OPEN' | 'FROZEN'; readonly account: number };

type Line = { -readonly [K in keyof EntryFact]: EntryFact[K] } & { to: number };

export const now = Date.parse('2026-11-24T12:00:00+08:00');

/** A bank in memory over the real rules of `position.ts`: one account of its own and one of each class, and a second of class I. */
export class ModelBank {
  readonly positions: Position[] = (['GL', 'I', 'I', 'II', 'III'] as const).map((accountClass, index) => ({
    accountId: `acc_${index}`,
    accountClass,
    status: 'OPEN',
    ...emptyPosition,
  }));
  readonly lines: Line[] = [];
  /** Codes of what was refused. */
  readonly refused: string[] = [];
  private steps = 0;

  /** Does one step as a whole or not at all. */
  take(step: Step): void {
    this.steps++;
    try {
      this.perform(step);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refused.push(error.spec.code);
    }
  }

  facts(): LedgerFacts {
    return { now, since: 0, until: now, accounts: this.positions, entries: this.lines, hotEntries: [] };
  }

  private perform(step: Step): void {
    if (step.does === 'set')
      return void (this.positions[step.account] = { ...this.positions[step.account]!, status: step.status });
    if (step.does === 'move') return this.move(step);
    if (step.does === 'hold') return this.hold(step);
    const open = this.lines.filter(({ status }) => status === 'PDNG');
    const line = open[step.hold % Math.max(1, open.length)];
    if (line && step.how === 'captured') this.capture(line);
    if (line && step.how === 'released') this.release(line);
  }

  private move({ from, to, fen }: { from: number; to: number; fen: bigint }): void {
    if (from === to) return;
    const journalId = `jnl_${this.steps}`;
    assertBalanced(journalId, [
      { accountId: `acc_${from}`, amountFen: -fen },
      { accountId: `acc_${to}`, amountFen: fen },
    ]);
    const [payer, payee] = [move(this.positions[from]!, -fen), move(this.positions[to]!, fen)];
    this.lines.push(this.booked(payer, journalId, -fen, to), this.booked(payee, journalId, fen, from));
    this.positions[from] = payer;
    this.positions[to] = payee;
  }

  private hold({ from, to, fen }: { from: number; to: number; fen: bigint }): void {
    if (from === to || from === 0) return;
    this.positions[from] = reserve(this.positions[from]!, fen);
    const id = `jnl_${this.steps}`;
    this.lines.push({
      accountId: `acc_${from}`,
      entryId: id,
      journalId: id,
      amountFen: -fen,
      status: 'PDNG',
      holdUntil: BigInt(now + 1),
      to,
    });
  }

  private capture(line: Line): void {
    const from = Number(line.accountId.slice(4));
    const [payer, payee] = [
      move(this.positions[from]!, line.amountFen, true),
      move(this.positions[line.to]!, -line.amountFen),
    ];
    Object.assign(line, this.booked(payer, line.journalId, line.amountFen, line.to), { entryId: line.entryId });
    this.lines.push(this.booked(payee, line.journalId, -line.amountFen, from));
    this.positions[from] = payer;
    this.positions[line.to] = payee;
  }

  private release(line: Line): void {
    const from = Number(line.accountId.slice(4));
    this.positions[from] = release(this.positions[from]!, -line.amountFen);
    line.status = 'RLSD';
  }

  private booked({ accountId, seq, balance }: Position, journalId: string, amountFen: bigint, to: number): Line {
    const entryId = `ent_${accountId}_${seq}`;
    return {
      accountId,
      entryId,
      journalId,
      amountFen,
      status: 'BOOK',
      seq,
      balanceAfter: balance,
      bookedAt: BigInt(now - 1000),
      to,
    };
  }
}
