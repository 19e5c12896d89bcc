import fc, { type AsyncCommand, type Arbitrary } from 'fast-check';
import { countersAt } from '../../../shared/domain/transfers/counters.ts';
import { type Fault, faultKinds } from '../faults.ts';
import { ReferenceLedger } from '../reference-ledger.ts';
import { Client, type Told } from './client.ts';
import { Scheduler } from './drive.ts';
import { type Genesis, noonMs } from './genesis.ts';
import { factsOf, judge } from './judge.ts';
import { World } from './world.ts';

/** The bank that the reference is compared with. */
export interface Real {
  readonly bank: Genesis;
  readonly world: World;
  readonly client: Client;
  readonly scheduler: Scheduler;
  /** What waits or has waited, in the order of its making: both sides name it by its place here. */
  readonly orders: Told[];
}

/** The reference as it stands on the morning of every run. */
const referenceOf = (): ReferenceLedger =>
  new ReferenceLedger(
    (['王芳', '李伟', '赵敏', '王芳'] as const).map((owner, index) => ({
      owner,
      accountClass: index === 3 ? 'III' : 'I',
      balance: index < 2 ? 150_000n : 0n,
      held: 0n,
      out: 0n,
      free: 0n,
      activated: false,
    })),
    ['王芳 1', '李伟 0'],
  );

type Doing =
  | { readonly does: 'pay'; readonly from: number; readonly to: number; readonly fen: bigint }
  | { readonly does: 'payIn'; readonly to: number; readonly fen: bigint }
  | { readonly does: 'authorize' | 'guess' | 'exhaust' | 'cancel'; readonly which: number }
  | { readonly does: 'expire' };

/** One command: does the same to both, with a fault that must not show, and compares everything. */
class Command implements AsyncCommand<ReferenceLedger, Real> {
  private readonly doing: Doing;
  private readonly fault: Fault | undefined;

  constructor(doing: Doing, fault: Fault | undefined) {
    this.doing = doing;
    this.fault = fault;
  }

  check(): boolean {
    return true;
  }

  async run(model: ReferenceLedger, real: Real): Promise<void> {
    // Between two commands every copy of the data catches up: what lags is the storms' affair.
    real.world.table.catchUp();
    const answers: [expected: string, got: string][] = [];
    real.world.start(async () => void answers.push(...(await this.both(model, real))));
    await real.scheduler.runToRest();
    this.keepCode(real);
    for (const [expected, got] of answers)
      if (expected !== got) throw new Error(`${this.toString()}: reference ${expected}, bank ${got}`);
    const wrong = [
      ...(await judge(real.world, real.client)).filter((one) => !one.includes('is stuck')),
      ...differences(model, real),
    ];
    if (wrong.length > 0) throw new Error(`${this.toString()}: ${wrong.join('; ')}`);
  }

  /** Two transfers may show the same payee and amount: the newest code is the newest transfer's. */
  private keepCode({ client, orders }: Real): void {
    const last = orders.at(-1);
    if (this.doing.does !== 'pay' || last?.state !== 'AWAITING_AUTHORIZATION' || last.code !== undefined) return;
    const code = client.newestCodeFor(last);
    if (code !== undefined) last.code = code;
  }

  private async both(model: ReferenceLedger, { bank, client, world, orders }: Real): Promise<[string, string][]> {
    const { doing, fault } = this;
    switch (doing.does) {
      case 'pay': {
        const told = await client.pay(bank.accounts[doing.from]!, bank.accounts[doing.to]!, doing.fen, fault);
        if (told.answer === 'DONE') orders.push(told);
        return [[model.pay(told.id, doing.from, doing.to, doing.fen), told.state ?? told.answer]];
      }
      case 'payIn': {
        const told = await client.payIn(bank.accounts[doing.to]!, doing.fen, fault);
        return [[model.payIn(doing.to, doing.fen), told.state ?? told.answer]];
      }
      case 'expire':
        model.expire();
        world.passTime(310_000);
        return [];
      default:
        return this.follow(doing, model, client, orders);
    }
  }

  private async follow(
    doing: Extract<Doing, { which: number }>,
    model: ReferenceLedger,
    client: Client,
    orders: Told[],
  ): Promise<[string, string][]> {
    const open = orders.filter(({ id }) => model.transfers.get(id)!.state !== 'BOOKED');
    const order = open[doing.which % Math.max(1, open.length)];
    if (!order) return [];
    if (doing.does === 'cancel') return [[model.cancel(order.id), await client.cancel(order, this.fault)]];
    if (doing.does !== 'authorize') {
      const pairs: [string, string][] = [];
      for (let guesses = doing.does === 'guess' ? 1 : 6; guesses > 0; guesses--)
        pairs.push([model.guessWrong(order.id), await client.authorize(order, false, undefined, order.code)]);
      return pairs;
    }
    const got = await client.authorize(order, true, this.fault, order.code);
    const expected = model.authorize(order.id);
    // The answer may come before the workflow has settled what was authorized.
    return [[expected, got === 'AUTHORIZED' ? expected : got]];
  }

  toString(): string {
    return JSON.stringify({ ...this.doing, fault: this.fault }, (_name, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    );
  }
}

/** Where the accounts of the two are not alike. */
function differences(model: ReferenceLedger, { bank, world }: Real): string[] {
  const { accounts } = factsOf(world.table.items());
  return model.purses.flatMap((purse, index) => {
    const row = accounts.find(({ accountId }) => accountId === bank.accounts[index]!.accountId)!;
    const { dayOutFen, dayFreeFen } = countersAt(row, world.now());
    const got = { balance: row.balance, held: row.held, out: dayOutFen, free: dayFreeFen };
    return (['balance', 'held', 'out', 'free'] as const).flatMap((field) =>
      got[field] === purse[field]
        ? []
        : [`${field} of account ${index}: reference ${purse[field]}, bank ${got[field]}`],
    );
  });
}

const fault: Arbitrary<Fault | undefined> = fc.option(
  fc.record({
    at: fc.nat({ max: 9 }),
    kind: fc.constantFrom(...faultKinds),
    attempts: fc.constantFrom('first' as const, 'every' as const),
  }),
  { nil: undefined, freq: 2 },
);
const account = fc.nat({ max: 3 });
const fen = fc.constantFrom(1n, 40_000n, 60_000n, 100_000n, 100_001n, 150_000n, 200_000n, 300_000n, 500_000n, 500_001n);
const which = fc.nat({ max: 7 });

/** Any sequence of commands. */
export const commands = fc.commands<ReferenceLedger, Real, false>(
  [
    fc.tuple(fc.record({ does: fc.constant('pay' as const), from: account, to: account, fen }), fault),
    // Into and out of the account of class III, around its cap.
    fc.tuple(
      fc.record({ does: fc.constant('pay' as const), from: fc.constantFrom(0, 1, 3), to: fc.constantFrom(2, 3), fen }),
      fault,
    ),
    fc.tuple(fc.record({ does: fc.constant('pay' as const), from: fc.constantFrom(0, 1), to: account, fen }), fault),
    fc.tuple(fc.record({ does: fc.constant('payIn' as const), to: account, fen }), fault),
    fc.tuple(
      fc.record({
        does: fc.constantFrom<'authorize' | 'guess' | 'exhaust' | 'cancel'>(
          'authorize',
          'authorize',
          'guess',
          'exhaust',
          'cancel',
        ),
        which,
      }),
      fault,
    ),
    fc.tuple(fc.constant({ does: 'expire' as const }), fc.constant(undefined)),
  ].map((one) => (one as Arbitrary<[Doing, Fault | undefined]>).map(([doing, broken]) => new Command(doing, broken))),
  { maxCommands: 14 },
);

/** Gives the same commands to both, from the same morning. */
export async function replay(
  bank: Genesis,
  list: Iterable<AsyncCommand<ReferenceLedger, Real>>,
  seed: number,
): Promise<void> {
  const scheduler = new Scheduler(seed);
  const world = new World(bank.functions, scheduler, noonMs, bank.items);
  const real = { bank, world, client: new Client(world), scheduler, orders: [] };
  await fc.asyncModelRun(() => ({ model: referenceOf(), real }), list);
}
