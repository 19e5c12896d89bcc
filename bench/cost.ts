import { type Deployed, type DeployedFunction, accessLineBytes } from './cloud/deployed.ts';
import type { Call } from './cloud/invoke.ts';
import type { Command } from './cloud/meter.ts';
import { kebab } from '../lib/operations.ts';
import prices from './prices.json' with { type: 'json' };

/** What one use of the bank asks of the cloud, as counted. */
export interface Counters {
  /** Of each HTTP request, as the gateway names them. */
  readonly routes: readonly string[];
  readonly calls: readonly Call[];
  readonly stateTransitions: number;
  /** What the services beside the table were asked, by action: `Sign`, `StartExecution`. */
  readonly asked: ReadonlyMap<string, number>;
  /** Text messages handed to the provider. */
  readonly texts: number;
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
export function billOf(counters: Counters, deployed: Deployed): BillLine[] {
  const { routes, calls, stateTransitions, asked } = counters;
  const sum = (of: (call: Call) => number) => calls.reduce((total, call) => total + of(call), 0);
  const symmetric = (asked.get('Decrypt') ?? 0) + (asked.get('GenerateDataKey') ?? 0);
  const invocations = invocationsOf(calls, deployed);
  const traced = invocations.filter(({ lambda }) => lambda.traced).length;
  return [
    line('HTTP API requests', routes.length, perMillion.httpApiRequest / 1e6),
    line('Lambda requests', invocations.length, perMillion.lambdaRequest / 1e6),
    line('Lambda GB-seconds', gbSecondsOf(invocations, counters), prices.lambdaGbSecondArm),
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
    line('KMS signatures', asked.get('Sign') ?? 0, perMillion.kmsSignEcc / 1e6),
    line('CloudWatch Logs GB', logBytesOf(invocations, routes, deployed) / 1e9, prices.logGb),
    line('X-Ray traces', traced * assumptions.xraySampledShare, perMillion.xrayTrace / 1e6),
    line('Data out GB', sum(({ answerBytes }) => answerBytes) / 1e9, prices.transferOutGb),
  ].filter(({ count }) => count > 0);
}

/** One billed call of a Lambda function, and the calls of ours that it made. */
interface Invocation {
  readonly lambda: DeployedFunction;
  readonly calls: readonly Call[];
}

/** Consumers of one batch are run by one call of the reader that they share, side by side. */
function invocationsOf(calls: readonly Call[], { functions }: Deployed): Invocation[] {
  const groups = Map.groupBy(calls, (call, at) => call.batch ?? `alone ${at}`).values();
  return [...groups].map((group) => {
    const name = group[0]!.batch === undefined ? group[0]!.operation : 'readStream';
    const lambda = functions.get(`songhua-${kebab(name)}`);
    if (!lambda) throw new Error(`${name} is not deployed`);
    return { lambda, calls: group };
  });
}

/** The calls themselves, and what they waited for other services: keys, the workflow, the provider of texts. */
function gbSecondsOf(invocations: readonly Invocation[], { asked, texts }: Counters): number {
  const gb = ({ memoryMb }: DeployedFunction) => memoryMb / 1024;
  const waitedMs =
    [...asked.values()].reduce((sum, count) => sum + count, 0) * assumptions.serviceMs + texts * assumptions.networkMs;
  const own = invocations.reduce((sum, one) => sum + billedMs(one) * gb(one.lambda), 0);
  return (own + waitedMs * Math.max(...invocations.map(({ lambda }) => gb(lambda)))) / 1000;
}

/** The line of the gateway, what Lambda adds, and ours: of what only a sample writes, its share. */
function logBytesOf(invocations: readonly Invocation[], routes: readonly string[], { accessLine }: Deployed): number {
  const ofGateway = routes.reduce((sum, route) => sum + accessLineBytes(accessLine, route), 0);
  return invocations.reduce((sum, { lambda, calls }) => {
    const own = calls.reduce((bytes, { logged }) => bytes + logged.always + logged.sampled / lambda.callsPerLine, 0);
    return sum + own + (lambda.platformLines ? assumptions.lambdaPlatformLogBytes : 0);
  }, ofGateway);
}

export const totalOf = (bill: readonly BillLine[]): number =>
  bill.reduce((total, { usdPerMillion }) => total + usdPerMillion, 0);

const line = (what: string, count: number, usdEach: number): BillLine => ({
  what,
  count,
  usdEach,
  usdPerMillion: count * usdEach * 1e6,
});

/** Milliseconds that Lambda bills: what the table takes along the longest chain of commands, and our own work on a share of a core. */
function billedMs({ lambda, calls }: Invocation): number {
  const waitedMs = Math.max(...calls.map(({ commands }) => chainMs(commands)));
  return Math.ceil(waitedMs + calls.length * ownMs * Math.max(1, coreMb / lambda.memoryMb));
}

/** Our own work of a warm call on a full core; goal 8 measures that it is less. */
const ownMs = 2;

/** Lambda gives CPU by memory: one core with this much. */
const coreMb = 1_769;

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
