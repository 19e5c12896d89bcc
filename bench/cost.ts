import type { Command, Spent } from './cloud/meter.ts';
import prices from './prices.json' with { type: 'json' };

/** What one use of the bank asks of the cloud, as counted. */
export interface Counters {
  readonly httpRequests: number;
  readonly calls: readonly Spent[];
  readonly stateTransitions: number;
  /** By action: `Sign`, `Decrypt`. */
  readonly kms: ReadonlyMap<string, number>;
}

/** One line of a bill: how many, at what price, and what that is for a million uses. */
export interface BillLine {
  readonly what: string;
  readonly count: number;
  readonly usdEach: number;
  readonly usdPerMillion: number;
}

const { perMillion, assumptions } = prices;

/** The list price of a million uses, line by line. */
export function billOf({ httpRequests, calls, stateTransitions, kms }: Counters): BillLine[] {
  const sum = (of: (spent: Spent) => number) => calls.reduce((total, spent) => total + of(spent), 0);
  const gbSeconds = (sum(billedMs) / 1000) * assumptions.lambdaMemoryGb;
  const logGb =
    (sum(({ logBytes }) => logBytes + assumptions.lambdaPlatformLogBytes) + httpRequests * assumptions.accessLogBytes) /
    1e9;
  const signs = kms.get('Sign') ?? 0;
  const symmetric = (kms.get('Decrypt') ?? 0) + (kms.get('GenerateDataKey') ?? 0);
  return [
    line('HTTP API requests', httpRequests, perMillion.httpApiRequest / 1e6),
    line('Lambda requests', calls.length, perMillion.lambdaRequest / 1e6),
    line('Lambda GB-seconds', gbSeconds, prices.lambdaGbSecondArm),
    line(
      'DynamoDB write units',
      sum(({ write }) => write),
      perMillion.writeUnit / 1e6,
    ),
    line(
      'DynamoDB read units',
      sum(({ read }) => read),
      perMillion.readUnit / 1e6,
    ),
    line('Step Functions transitions', stateTransitions, perMillion.stateTransition / 1e6),
    line('KMS symmetric requests', symmetric, perMillion.kmsSymmetric / 1e6),
    line('KMS signatures', signs, perMillion.kmsSignEcc / 1e6),
    line('CloudWatch Logs GB', logGb, prices.logGb),
    line('X-Ray traces', httpRequests * assumptions.xraySampledShare, perMillion.xrayTrace / 1e6),
    line('Data out GB', (httpRequests * assumptions.responseBytes) / 1e9, prices.transferOutGb),
  ].filter(({ count }) => count > 0);
}

export const totalOf = (bill: readonly BillLine[]): number =>
  bill.reduce((total, { usdPerMillion }) => total + usdPerMillion, 0);

const line = (what: string, count: number, usdEach: number): BillLine => ({
  what,
  count,
  usdEach,
  usdPerMillion: count * usdEach * 1e6,
});

/** Milliseconds that Lambda bills: what the table takes in the cloud along the longest chain of commands, and our own work. */
const billedMs = (spent: Spent): number => Math.ceil(chainMs(spent.commands) + ownMs);

/** Our own work of a warm call on a full core; goal 8 measures that it is less. */
const ownMs = 2;

/** The longest chain of commands that waited for one another, each as long as its kind takes in the cloud. */
function chainMs(commands: readonly Command[]): number {
  const ends: number[] = [];
  for (const { name, after } of commands) {
    const begin = Math.max(0, ...after.map((index) => ends[index] ?? 0));
    ends.push(begin + takesMs(name));
  }
  return Math.max(0, ...ends);
}

function takesMs(name: string): number {
  if (name.startsWith('TransactWrite')) return assumptions.transactMs;
  return /^(?:Put|Update|Delete)/.test(name) ? assumptions.writeMs : assumptions.readMs;
}
