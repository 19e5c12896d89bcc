/** What a customer's account is, to somebody who has never seen the bank's code. Fen. */
export interface Purse {
  readonly owner: string;
  readonly accountClass: 'I' | 'III';
  balance: bigint;
  held: bigint;
  /** Left for others today, holds included; the part of it without step-up. */
  out: bigint;
  free: bigint;
  /** Class III: opened to others by its bound account. */
  activated: boolean;
}

/** A transfer as the rules see it. */
export interface Order {
  readonly from: number;
  readonly to: number;
  readonly fen: bigint;
  state: 'BOOKED' | 'AWAITING' | 'CANCELLED' | 'EXPIRED' | 'REFUSED' | 'REJECTED';
  wrong: number;
}

const freeOfDay = 100_000n;
/** Every phone of the simulation is new to the bank, and a new one may not move more. */
const newPhoneOfDay = 500_000n;
const outOfClassThree = 200_000n;
const capOfClassThree = 200_000n;
const wrongMax = 5;

/** The bank in a hundred lines: no table, no time, no concurrency. What it answers, the bank must answer. */
export class ReferenceLedger {
  readonly purses: readonly Purse[];
  readonly transfers = new Map<string, Order>();
  private readonly known: Set<string>;

  constructor(purses: readonly Purse[], known: Iterable<string>) {
    this.purses = purses;
    this.known = new Set(known);
  }

  payIn(to: number, fen: bigint): string {
    const purse = this.purses[to]!;
    if (purse.accountClass !== 'I') return 'PAYEE_CANNOT_RECEIVE';
    purse.balance += fen;
    return 'BOOKED';
  }

  pay(id: string, from: number, to: number, fen: bigint): string {
    const [payer, payee] = [this.purses[from]!, this.purses[to]!];
    if (from === to) return 'SAME_ACCOUNT';
    const own = payer.owner === payee.owner;
    const welcome = payee.accountClass === 'I' || (own && payer.accountClass === 'I') || payee.activated;
    if (!welcome) return 'PAYEE_CANNOT_RECEIVE';
    const outMax = payer.accountClass === 'III' ? outOfClassThree : newPhoneOfDay;
    if (!own && payer.out + fen > outMax) return 'LIMIT_EXCEEDED';
    const free = own || (this.known.has(`${payer.owner} ${to}`) && payer.free + fen <= freeOfDay);
    if (payer.balance - payer.held < fen) return 'INSUFFICIENT_FUNDS';
    if (free && this.overflows(payee, fen)) return 'BALANCE_CAP_EXCEEDED';
    if (!own) payer.out += fen;
    if (!own && free) payer.free += fen;
    const transfer: Order = { from, to, fen, state: free ? 'BOOKED' : 'AWAITING', wrong: 0 };
    this.transfers.set(id, transfer);
    if (!free) payer.held += fen;
    else this.move(transfer);
    if (own && payee.accountClass === 'III') payee.activated = true;
    return free ? 'BOOKED' : 'AWAITING_AUTHORIZATION';
  }

  /** The right code: what is held moves, unless the payee can no longer take it. */
  authorize(id: string): string {
    const transfer = this.transfers.get(id)!;
    if (transfer.state === 'BOOKED') return 'BOOKED';
    if (transfer.state !== 'AWAITING') return 'TRANSFER_NOT_OPEN';
    if (this.overflows(this.purses[transfer.to]!, transfer.fen)) return this.giveBack(transfer, 'REJECTED');
    this.purses[transfer.from]!.held -= transfer.fen;
    this.move(transfer);
    this.known.add(`${this.purses[transfer.from]!.owner} ${transfer.to}`);
    transfer.state = 'BOOKED';
    return 'BOOKED';
  }

  guessWrong(id: string): string {
    const transfer = this.transfers.get(id)!;
    if (transfer.state === 'BOOKED') return 'BOOKED';
    if (transfer.state !== 'AWAITING') return 'TRANSFER_NOT_OPEN';
    transfer.wrong++;
    if (transfer.wrong >= wrongMax) this.giveBack(transfer, 'REFUSED');
    return 'WRONG_CODE';
  }

  cancel(id: string): string {
    const transfer = this.transfers.get(id)!;
    if (transfer.state === 'CANCELLED') return 'CANCELLED';
    return transfer.state === 'AWAITING' ? this.giveBack(transfer, 'CANCELLED') : 'TRANSFER_NOT_OPEN';
  }

  /** The time of everything that waits runs out. */
  expire(): void {
    for (const transfer of this.transfers.values())
      if (transfer.state === 'AWAITING') this.giveBack(transfer, 'EXPIRED');
  }

  private giveBack(transfer: Order, state: 'CANCELLED' | 'EXPIRED' | 'REFUSED' | 'REJECTED'): string {
    const payer = this.purses[transfer.from]!;
    payer.held -= transfer.fen;
    payer.out -= transfer.fen;
    transfer.state = state;
    return state;
  }

  private move({ from, to, fen }: Order): void {
    this.purses[from]!.balance -= fen;
    this.purses[to]!.balance += fen;
  }

  private overflows({ accountClass, balance }: Purse, fen: bigint): boolean {
    return accountClass === 'III' && balance + fen > capOfClassThree;
  }
}
