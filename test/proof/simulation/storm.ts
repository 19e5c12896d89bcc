import fc, { type Arbitrary } from 'fast-check';
import { expiryEntity } from '../../../shared/data/expiry.entity.ts';
import { type Fault, faultKinds } from '../faults.ts';
import { Client, type Told } from './client.ts';
import { luck, Scheduler } from './drive.ts';
import type { Genesis, Holding } from './genesis.ts';
import { judge } from './judge.ts';
import { World } from './world.ts';

/** What one customer does, all others doing theirs at the same time. */
interface Act {
  readonly kind: 'pay' | 'payIn';
  readonly from: number;
  readonly to: number;
  readonly fen: bigint;
  /** What follows when a step-up is asked for; `rush` approves, cancels and guesses wrong at once. */
  readonly follows: 'authorize' | 'cancel' | 'wrong' | 'rush' | 'resend' | 'brute' | 'nothing';
  readonly fault: Fault | undefined;
  /** The fault of what follows. */
  readonly laterFault: Fault | undefined;
  /** How far the clock of the phone is from the bank's, in ms. */
  readonly skewMs: number;
}

/** One run: who does what, where it breaks, and whether the time runs out meanwhile. */
export interface Storm {
  readonly seed: number;
  readonly acts: readonly Act[];
  readonly ambushes: readonly { readonly name: string; readonly fault: Fault }[];
  readonly expires: boolean;
  readonly smsIsDown: boolean;
  /** How far the clocks of the bank's machines differ, in ms. */
  readonly clocksMs: number;
  /** Milliseconds from noon to the begin. */
  readonly fromNoonMs: number;
}

const fault: Arbitrary<Fault> = fc.record({
  at: fc.nat({ max: 11 }),
  kind: fc.constantFrom(...faultKinds),
  attempts: fc.constantFrom('first' as const, 'every' as const),
});
const maybe = <T>(one: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(one, { nil: undefined, freq: 2 });

const act: Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('pay' as const, 'pay' as const, 'pay' as const, 'payIn' as const),
  from: fc.constantFrom(0, 0, 1, 3),
  to: fc.constantFrom(0, 1, 2, 3),
  // Around the free limit of a day (1,000.00), the balance (1,500.00) and the cap of class III (2,000.00).
  fen: fc.constantFrom(1n, 50_000n, 60_000n, 100_000n, 100_001n, 150_000n, 150_001n, 200_001n),
  follows: fc.constantFrom('authorize', 'authorize', 'cancel', 'wrong', 'rush', 'resend', 'brute', 'nothing'),
  fault: maybe(fault),
  laterFault: maybe(fault),
  skewMs: fc.constantFrom(0, 0, -10_000, 10_000, -299_000, 299_000),
});

/** Tasks, consumers and schedules that a transfer sets going. */
const background = [
  'openChallenge',
  'settleTransfer',
  'startAuthorization',
  'rememberPayee',
  'foldHotEntries',
  'indexHoldExpiry',
  'sweepExpiredHolds',
];

export const storm: Arbitrary<Storm> = fc.record({
  seed: luck,
  acts: fc.array(act, { minLength: 1, maxLength: 4 }),
  ambushes: fc.array(fc.record({ name: fc.constantFrom(...background), fault }), { maxLength: 2 }),
  expires: fc.boolean(),
  smsIsDown: fc.constantFrom(false, false, false, true),
  clocksMs: fc.constantFrom(0, 0, 2000, 10_000),
  // Noon; a minute before midnight; a second before it; a minute after it.
  fromNoonMs: fc.constantFrom(0, 0, 43_140_000, 43_199_000, 43_260_000),
});

/** Everything at once about the same few transfers, at noon and with nothing broken: where two conditions meet, they meet here. */
export const duel: Arbitrary<Storm> = fc
  .record({
    seed: luck,
    follows: fc.constantFrom(
      'rush' as const,
      'brute' as const,
      'resend' as const,
      'cancel' as const,
      'authorize' as const,
    ),
    others: fc.array(fc.constantFrom('into the payer', 'into class III', 'out of the payer', 'the same again'), {
      maxLength: 2,
    }),
    expires: fc.boolean(),
  })
  .map(({ seed, follows, others, expires }) => {
    const calm = { follows: 'authorize' as const, fault: undefined, laterFault: undefined, skewMs: 0 };
    const also: Record<string, Act> = {
      'into the payer': { ...calm, kind: 'payIn', from: 0, to: 0, fen: 7n },
      'into class III': { ...calm, kind: 'pay', from: 0, to: 3, fen: 60_000n },
      'out of the payer': { ...calm, kind: 'pay', from: 0, to: 1, fen: 60_000n },
      'the same again': { ...calm, kind: 'pay', from: 1, to: 3, fen: 60_001n },
    };
    const first: Act = { ...calm, kind: 'pay', from: 0, to: 2, fen: 60_000n, follows };
    const acts = [first, ...others.map((other) => also[other]!)];
    return { seed, acts, ambushes: [], expires, smsIsDown: false, clocksMs: 0, fromNoonMs: 0 };
  });

/** A request that was given up on and is carried out after all, while its money is just enough for one. */
export const late: Arbitrary<Storm> = fc
  .record({
    seed: luck,
    at: fc.integer({ min: 5, max: 10 }),
    to: fc.constantFrom(1, 2, 3),
    attempts: fc.constantFrom('first' as const, 'every' as const),
  })
  .map(({ seed, at, to, attempts }) => {
    const fault: Fault = { at, kind: 'late', attempts };
    const fen = to === 1 ? 100_000n : 150_000n;
    const act: Act = { kind: 'pay', from: 0, to, fen, follows: 'nothing', fault, laterFault: undefined, skewMs: 0 };
    return { seed, acts: [act], ambushes: [], expires: false, smsIsDown: false, clocksMs: 0, fromNoonMs: 0 };
  });

/** How a run ended. */
export interface Aftermath {
  readonly findings: readonly string[];
  readonly world: World;
  readonly told: readonly Told[];
  /** How many choices of who goes next were taken, and which, as a hash. */
  readonly steps: number;
  readonly order: number;
}

/** Plays a storm until nothing moves, lets the bank recover, and judges what is left. */
export async function play({ functions, items, accounts, startMs }: Genesis, plan: Storm): Promise<Aftermath> {
  const scheduler = new Scheduler(plan.seed);
  const world = new World(functions, scheduler, startMs + 3_600_000 + plan.fromNoonMs, items);
  const client = new Client(world);
  world.smsIsDown = plan.smsIsDown;
  world.skewMsMax = plan.clocksMs;
  for (const { name, fault } of plan.ambushes) world.ambush.set(name, fault);
  for (const one of plan.acts) world.start(() => perform(world, client, accounts, one));
  if (plan.expires) world.start(() => runOut(world));
  await scheduler.runToRest();
  // Longer than any transfer waits, then two sweeps more: whatever a crash left is ended by then (I7).
  for (const ms of [310_000, 60_000, 60_000]) {
    world.passTime(ms);
    // All that a sweep reads is the notes: without one, it would do nothing.
    if (world.table.items().some((item) => item['entity']?.S === expiryEntity.name))
      world.start(async () => void (await world.invoke('sweepExpiredHolds', {})));
    await scheduler.runToRest();
  }
  const { steps, order } = scheduler;
  return { findings: await judge(world, client), world, told: client.told, steps, order };
}

async function perform(world: World, client: Client, accounts: readonly Holding[], one: Act): Promise<void> {
  const [from, to] = [accounts[one.from]!, accounts[one.to]!];
  if (one.kind === 'payIn') return void (await client.payIn(to, one.fen, one.fault));
  const told = await client.pay(from, to, one.fen, one.fault, world.now() + one.skewMs);
  if (told.state !== 'AWAITING_AUTHORIZATION') return;
  await follow(world, client, told, one);
}

async function follow(world: World, client: Client, told: Told, { follows, laterFault }: Act): Promise<void> {
  switch (follows) {
    case 'authorize':
      return void (await client.authorize(told, true, laterFault));
    case 'cancel':
      return void (await client.cancel(told, laterFault));
    case 'wrong':
      for (let guesses = 0; guesses < 6; guesses++)
        await client.authorize(told, false, guesses === 4 ? laterFault : undefined);
      return;
    case 'rush':
      await Promise.all([client.authorize(told, true, laterFault), client.cancel(told), client.authorize(told, false)]);
      return;
    case 'brute':
      await Promise.all(Array.from({ length: 8 }, () => client.authorize(told, false)));
      return;
    case 'resend':
      return resendInARace(world, client, told, laterFault);
    case 'nothing':
  }
}

/** Two ask for a new code at once, while the first one is being used. */
async function resendInARace(world: World, client: Client, told: Told, fault: Fault | undefined): Promise<void> {
  const first = await client.codeFor(told);
  if (first === undefined) return;
  world.passTime(61_000);
  const asked = [client.resend(told, fault), client.resend(told)];
  const answer = await client.authorize(told, true, undefined, first);
  const resent = (await Promise.all(asked)).includes('DONE');
  if (resent && ['AUTHORIZED', 'BOOKED'].includes(answer)) told.later.push('old code AUTHORIZED');
}

/** The time of all transfers runs out in the middle of everything, and the sweep comes. */
async function runOut(world: World): Promise<void> {
  for (let turns = 0; turns < 25; turns++) await world.seam.pause('clock');
  world.passTime(301_000);
  await world.invoke('sweepExpiredHolds', {});
}
