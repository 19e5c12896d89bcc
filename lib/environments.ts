import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Everything in which one environment of the bank differs from another. */
export interface Environment {
  readonly name: 'local' | 'dev' | 'test' | 'prod';
  readonly account: string;
  readonly region: string;
  /** The public address of the API up to and including `/v1`: what a DPoP proof names and nothing else is accepted. */
  readonly baseUrl: string;
  /** The custom domain and its ACM certificate; the local emulator has none. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /**
   * Lambda gives CPU by memory (1,769 MB is one core) and bills by it, also while a function waits for the table, which is what ours
   * do most of the time. No function needs a tenth of it to live in. See docs/decisions/061.
   */
  readonly memoryMb: number;
  /** How many calls that went well share one line of the log; a refusal and a failure have a line each, everywhere. */
  readonly callsPerLine: number;
  readonly logRetention: RetentionDays;
  /** Keep tables, keys and logs when a stack is deleted. */
  readonly retain: boolean;
  /** Deploy the simulators of the outside world (`sandbox-*` domains). Never in prod. */
  readonly sandbox: boolean;
  /** Where an SMS is handed to the provider. */
  readonly smsUrl: string;
  /** Requests per second, and the burst above it, for the whole API. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  /**
   * Deployed to the local emulator, which (MiniStack 1.5.33) refuses composite alarms, cannot read how long a state waits
   * from its input, knows no state machine behind a task token, and takes the id of the API from a tag. Nothing else asks.
   */
  readonly emulator?: { readonly waitSeconds: number };
}

const region = 'cn-north-1';

/** Made by hand, so that `cdk synth` needs no credentials: the accounts are placeholders until the bank has its own. */
const accounts = { local: '000000000000', dev: '111111111111', test: '222222222222', prod: '333333333333' } as const;

const cloud = (name: 'dev' | 'test' | 'prod', host: string) => ({
  name,
  account: accounts[name],
  region,
  baseUrl: `https://${host}/v1`,
  domain: {
    name: host,
    certificateArn: `arn:aws-cn:acm:${region}:${accounts[name]}:certificate/00000000-0000-0000-0000-000000000000`,
  },
});

/**
 * The gateway has a line for every call and the ledger an entry for every change, so a line of the function repeats them: one in ten
 * still shows how long each operation takes, with 500 lines a second on pay days instead of 5,000.
 */
const sampledCalls = 10;

/** Where the emulator answers unless `-c baseUrl` says otherwise. */
const localBaseUrl = 'https://127.0.0.1:4566/_aws/execute-api/songhua/$default/v1';

const atSandbox = (baseUrl: string) => `${baseUrl}/sandbox/sms-messages`;

/** The five minutes of a challenge, and a second, so that the end of the wait finds it overdue. */
const localWaitSeconds = 301;

/** Synthesized for the emulator, which answers under a path of its own. */
const local = ({ baseUrl = localBaseUrl, waitSeconds = localWaitSeconds }: LocalChoice): Environment => ({
  name: 'local',
  account: accounts.local,
  region,
  baseUrl,
  memoryMb: 512,
  callsPerLine: 1,
  logRetention: RetentionDays.ONE_DAY,
  retain: false,
  sandbox: true,
  smsUrl: atSandbox(baseUrl),
  throttle: { rateLimit: 1_000, burstLimit: 1_000 },
  emulator: { waitSeconds },
});

const dev: Environment = {
  ...cloud('dev', 'api.dev.songhua.example'),
  memoryMb: 1_024,
  callsPerLine: 1,
  logRetention: RetentionDays.ONE_WEEK,
  retain: false,
  sandbox: true,
  smsUrl: atSandbox('https://api.dev.songhua.example/v1'),
  throttle: { rateLimit: 200, burstLimit: 200 },
};

const test: Environment = {
  ...cloud('test', 'api.test.songhua.example'),
  memoryMb: 1_024,
  callsPerLine: sampledCalls,
  logRetention: RetentionDays.ONE_MONTH,
  retain: true,
  sandbox: true,
  smsUrl: atSandbox('https://api.test.songhua.example/v1'),
  throttle: { rateLimit: 6_000, burstLimit: 5_000 },
};

const prod: Environment = {
  ...cloud('prod', 'api.songhua.example'),
  memoryMb: 1_024,
  callsPerLine: sampledCalls,
  // The Cybersecurity Law (网络安全法, article 21) asks for at least six months of network logs.
  logRetention: RetentionDays.ONE_YEAR,
  retain: true,
  sandbox: false,
  smsUrl: 'https://sms.songhua.example/messages',
  // 5,000 requests a second on pay days, and a fifth above it.
  throttle: { rateLimit: 6_000, burstLimit: 5_000 },
};

/** What only the one who starts the emulator knows: where it answers, and how long a test can wait for an expiry. */
export interface LocalChoice {
  readonly baseUrl?: string | undefined;
  readonly waitSeconds?: number | undefined;
}

/** The environment of this name: `-c environment=prod`; only the local one leaves a choice. */
export function environmentOf(name: string, choice: LocalChoice = {}): Environment {
  const known: Readonly<Record<string, Environment>> = { local: local(choice), dev, test, prod };
  const environment = known[name];
  if (!environment) throw new Error(`no environment ${name}: one of ${Object.keys(known).join(', ')}`);
  return environment;
}
