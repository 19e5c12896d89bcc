import { dayOf } from '../domain/time.ts';
import { commit, decide, Stale } from './commit.ts';
import { Entity } from './entity.ts';
import { readPage } from './page.ts';

/** How a simulator misbehaves: in what it pushes (late to garbage), in how it answers about orders, or in all it answers. */
export const chaosModes = [
  'normal',
  'late',
  'duplicate',
  'out-of-order',
  'bad-signature',
  'silent',
  'garbage',
  'error-500',
  'redirect',
  'no-answer',
  'oversized',
  'refuse',
  'forgetful',
  'closed',
] as const;
export type ChaosMode = (typeof chaosModes)[number];

interface ChaosRow {
  readonly partner: string;
  readonly mode: ChaosMode;
}
const chaosEntity = new Entity<ChaosRow, Pick<ChaosRow, 'partner'>>('sandbox-chaos', ({ partner }) => ({
  pk: `SANDBOX#${partner}`,
  sk: 'CHAOS',
}));

export const readChaos = async (partner: string): Promise<ChaosMode> =>
  (await chaosEntity.read({ partner }, 'consistent'))?.mode ?? 'normal';
export const saveChaos = (partner: string, mode: ChaosMode): Promise<void> =>
  decide(() => commit(chaosEntity.put({ partner, mode })));

/** An order as its partner keeps it: nothing personal. */
export interface SandboxOrderRow {
  readonly partner: string;
  readonly orderId: string;
  readonly reference: string;
  /** Decimal yuan, as charged. */
  readonly price: string;
  /** What has happened, oldest first: "<id> <code> <ms>". */
  readonly news: readonly string[];
  /** How much of it is held back, to be pushed after what comes next. */
  readonly held: bigint;
  readonly cancelled?: boolean;
  readonly version: bigint;
}
const orderEntity = new Entity<SandboxOrderRow, Pick<SandboxOrderRow, 'partner' | 'orderId'>>(
  'sandbox-order',
  ({ partner, orderId }) => ({ pk: `SANDBOX#${partner}#${orderId}`, sk: 'ORD' }),
  ({ pk }) => ({ partner: pk.split('#')[1]!, orderId: pk.split('#')[2]! }),
);

/** A line of the day's file. */
interface SandboxLineRow {
  readonly partner: string;
  readonly day: string;
  readonly orderId: string;
  readonly movement: 'payment' | 'refund';
  readonly price: string;
}
const lineEntity = new Entity<SandboxLineRow, Omit<SandboxLineRow, 'price'>>(
  'sandbox-line',
  ({ partner, day, orderId, movement }) => ({ pk: `SANDBOX#${partner}#${day}`, sk: `${orderId}#${movement}` }),
  ({ pk, sk }) => ({
    partner: pk.split('#')[1]!,
    day: pk.split('#')[2]!,
    orderId: sk.split('#')[0]!,
    movement: sk.split('#')[1] as 'payment',
  }),
);

export const readSandboxOrder = (partner: string, orderId: string): Promise<SandboxOrderRow | undefined> =>
  orderEntity.read({ partner, orderId }, 'consistent');

/** The order of a waybill or voucher number: the number says which. */
const referenceOf = (partner: string, orderId: string): string =>
  `${partner.toUpperCase()}${orderId.slice(4).toUpperCase()}`;
export const orderIdOfReference = (partner: string, reference: string): string =>
  `ord_${reference.slice(partner.length).toLowerCase()}`;

/** Takes an order, with its line of the day; one that is there already is answered as it stands. */
export function placeSandboxOrder(
  partner: string,
  orderId: string,
  price: string,
  code: string | undefined,
  now: number,
): Promise<{ row: SandboxOrderRow; repeated: boolean }> {
  return decide(async () => {
    const known = await readSandboxOrder(partner, orderId);
    if (known) return { row: known, repeated: true };
    const row = {
      partner,
      orderId,
      reference: referenceOf(partner, orderId),
      price,
      news: code === undefined ? [] : [newsLine(code, now)],
      held: 0n,
      version: 1n,
    };
    const line = lineEntity.put({ partner, day: dayOf(now), orderId, movement: 'payment', price });
    await commit(
      orderEntity.insert(row, () => new Stale('order is there')),
      line,
    );
    return { row, repeated: false };
  });
}

/** Changes an order as it stands; `refund` adds its line of the day. */
export function changeSandboxOrder(
  partner: string,
  orderId: string,
  change: (row: SandboxOrderRow) => Partial<SandboxOrderRow>,
  refundedAt?: number,
): Promise<SandboxOrderRow | undefined> {
  return decide(async () => {
    const row = await readSandboxOrder(partner, orderId);
    if (!row) return undefined;
    const after = { ...row, ...change(row), version: row.version + 1n };
    const refund =
      refundedAt === undefined
        ? []
        : [lineEntity.put({ partner, day: dayOf(refundedAt), orderId, movement: 'refund', price: row.price })];
    await commit(orderEntity.put(after, [orderEntity.guard.is('version', row.version)]), ...refund);
    return after;
  });
}

/** News as it is kept; its id is its place in time, so that two of one moment differ. */
export const newsLine = (code: string, now: number): string =>
  `${now}${Math.floor(Math.random() * 1e6)} ${code} ${now}`;

export async function readSandboxLines(partner: string, day: string): Promise<SandboxLineRow[]> {
  const { data } = await readPage(lineEntity, {
    pk: `SANDBOX#${partner}#${day}`,
    from: 'ord_',
    to: 'ord_~',
    order: 'oldest',
    limit: 5000,
  });
  return data;
}
