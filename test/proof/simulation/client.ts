import { v7 } from 'uuid';
import { transferIdOf } from '../../../shared/data/transfer.store.ts';
import { derivedId } from '../../../shared/data/new-id.ts';
import { decimalOf } from '../../../shared/domain/money.ts';
import type { Fault } from '../faults.ts';
import { isOpenCode } from '../open-codes.ts';
import { eventOf, type Holding } from './genesis.ts';
import type { World } from './world.ts';

/** What a client was told for good about one press of the button. */
export interface Told {
  readonly kind: 'transfer' | 'pay-in';
  readonly from?: Holding;
  readonly to: Holding;
  readonly fen: bigint;
  readonly id: string;
  /** DONE, or the code of a refusal that is final. */
  readonly answer: string;
  state?: string;
  /** The code that came for it, once it was looked up. */
  code?: string;
  /** What was answered about it later: `authorizeTransfer AUTHORIZED`, `cancelTransfer CANCELLED`. */
  readonly later: string[];
  /** When the bank sent another code that was asked for, by its own clocks, in ms. */
  readonly resentAt: number[];
}

interface Reply {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const triesMax = 12;

/** A phone that knows the rules: it repeats what was not answered, and writes down what it was told. */
export class Client {
  readonly told: Told[] = [];
  /** What the bank must never say. */
  readonly lies: string[] = [];
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** Sends one request until it is answered for good; only the first try meets the fault. */
  private async send(name: string, event: unknown, fault?: Fault): Promise<Reply> {
    for (let tries = 0; tries < triesMax; tries++) {
      const ending = await this.world.invoke<Reply>(name, event, tries === 0 ? fault : undefined);
      if (ending.how === 'threw') this.lies.push(`${name} threw`);
      if (ending.how === 'returned' && !isOpenCode(codeOf(ending.value))) {
        if (ending.value.statusCode >= 500 && codeOf(ending.value) !== 'SMS_UNAVAILABLE')
          this.lies.push(`${name} answered ${ending.value.statusCode} ${codeOf(ending.value)}`);
        return ending.value;
      }
      await this.world.seam.pause('client');
    }
    throw new Error(`${name} was not answered in ${triesMax} tries`);
  }

  /** Pays, and asks again with the same key: the answer must be the same. */
  async pay(
    from: Holding,
    to: Holding,
    fen: bigint,
    fault?: Fault,
    keyMs = this.world.now(),
    key = v7({ msecs: keyMs }),
  ): Promise<Told> {
    const headers = { 'idempotency-key': key };
    const body = {
      fromAccountId: from.accountId,
      payee: { accountNumber: to.number, name: to.name },
      amount: amountOf(fen),
    };
    const event = eventOf(from.customerId, body, headers);
    const id = transferIdOf(from.customerId, from.accountId, headers['idempotency-key']);
    const reply = await this.send('createTransfer', event, fault);
    const told: Told = { kind: 'transfer', from, to, fen, id, later: [], resentAt: [], ...verdict(reply) };
    this.told.push(told);
    if (told.answer === 'DONE') this.sameAnswer(reply, await this.send('createTransfer', event), id);
    return told;
  }

  async payIn(to: Holding, fen: bigint, fault?: Fault): Promise<Told> {
    const headers = { 'idempotency-key': v7({ msecs: this.world.now() }) };
    const event = eventOf(undefined, { accountNumber: to.number, amount: amountOf(fen) }, headers);
    const id = derivedId('jnl', `sandbox-bank ${to.accountId}`, headers['idempotency-key']);
    const reply = await this.send('payIn', event, fault);
    const told: Told = { kind: 'pay-in', to, fen, id, later: [], resentAt: [], ...verdict(reply) };
    this.told.push(told);
    if (told.answer === 'DONE') this.sameAnswer(reply, await this.send('payIn', event));
    return told;
  }

  /** Answers the challenge with the code that came, or with another one. */
  async authorize(told: Told, right: boolean, fault?: Fault, known?: string): Promise<string> {
    const code = known ?? (await this.codeFor(told));
    if (code === undefined) return 'NO_CODE';
    const said = right ? code : String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    return this.act('authorizeTransfer', told, { code: said }, fault);
  }

  cancel(told: Told, fault?: Fault): Promise<string> {
    return this.act('cancelTransfer', told, {}, fault);
  }
  resend(told: Told, fault?: Fault): Promise<string> {
    return this.act('resendCode', told, {}, fault);
  }

  private async act(name: string, told: Told, body: object, fault?: Fault): Promise<string> {
    const path = { accountId: told.from!.accountId, transferId: told.id };
    const reply = await this.send(name, eventOf(told.from!.customerId, body, {}, path), fault);
    told.later.push(`${name} ${codeOf(reply)}`);
    const { sentAt } = JSON.parse(reply.body) as { sentAt?: string };
    if (sentAt !== undefined) told.resentAt.push(Date.parse(sentAt));
    return codeOf(reply);
  }

  /** The newest code in the inbox that names this payee and amount; waits a little for it. */
  async codeFor(told: Told): Promise<string | undefined> {
    for (let waits = 0; waits < 40; waits++) {
      const code = this.newestCodeFor(told);
      if (code !== undefined) return code;
      await this.world.seam.pause('inbox');
    }
    return undefined;
  }

  newestCodeFor({ to, fen }: Told): string | undefined {
    const shown = [`${decimalOf(fen)}元`, to.number.slice(-4)];
    const text = this.world.sms.findLast((one) => shown.every((part) => one.text.includes(part)))?.text;
    return text === undefined ? undefined : /\d{6}/.exec(text)![0];
  }

  private sameAnswer(first: Reply, again: Reply, id?: string): void {
    const [one, two] = [JSON.parse(first.body), JSON.parse(again.body)] as [
      Record<string, unknown>,
      Record<string, unknown>,
    ];
    const fixed = ['transferId', 'journalId', 'accountId', 'amount', 'payee', 'orderedAt', 'balanceAfter'];
    const differs = fixed.find((field) => JSON.stringify(one[field]) !== JSON.stringify(two[field]));
    if (differs) this.lies.push(`a repeat answers another ${differs}: ${first.body} then ${again.body}`);
    if (again.headers['idempotent-replayed'] !== 'true') this.lies.push('a repeat is not marked as one');
    if (id !== undefined && one['transferId'] !== id) this.lies.push('the transfer has another id than its key says');
  }
}

const amountOf = (fen: bigint) => ({ currency: 'CNY', value: decimalOf(fen) });
const codeOf = ({ body }: Reply): string => {
  const { code, state } = JSON.parse(body) as { code?: string; state?: string };
  return code ?? state ?? 'DONE';
};

const verdict = (reply: Reply): { answer: string; state?: string } =>
  reply.statusCode < 300
    ? { answer: 'DONE', state: (JSON.parse(reply.body) as { state?: string }).state ?? 'BOOKED' }
    : { answer: codeOf(reply) };
