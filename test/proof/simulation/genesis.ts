import { v7 } from 'uuid';
import { listenAsKms } from '../../../bench/cloud/kms.ts';
import { accountEntity } from '../../../shared/data/account.entity.ts';
import { secretsOf } from '../../../shared/data/account.store.ts';
import { commit } from '../../../shared/data/commit.ts';
import { customerWrites } from '../../../shared/data/customer.store.ts';
import { openGeneralAccounts } from '../../../shared/data/general-account.store.ts';
import { currentDataKeyId, dataKey, lookupKey } from '../../../shared/data/keyring.ts';
import { newId } from '../../../shared/data/new-id.ts';
import { savePayee } from '../../../shared/data/payee.store.ts';
import { httpEvent } from '../../lambda/http-event.ts';
import { hushLogs } from '../hush.ts';
import type { MemoryTable } from '../memory/memory-table.ts';
import { running, virtualize } from '../run-context.ts';
import { type BankFunction, loadFunctions } from './functions.ts';
import { World } from './world.ts';

/** A customer's account as the simulation's clients know it. */
export interface Holding {
  readonly customerId: string;
  readonly name: string;
  readonly accountId: string;
  readonly number: string;
}

/** The bank on the morning of every run. */
export interface Genesis {
  readonly functions: ReadonlyMap<string, BankFunction>;
  readonly items: ReturnType<MemoryTable['snapshot']>;
  /** Class I of 王芳 (0) and 李伟 (1), who have paid each other before; class I of 赵敏 (2), class III of 王芳 (3). */
  readonly accounts: readonly Holding[];
  readonly startMs: number;
}

/** 2026-11-24 12:00 in Beijing. */
export const noonMs = Date.UTC(2026, 10, 24, 4);
const openingFen = 150_000n;

const environment = {
  AWS_ACCESS_KEY_ID: 'memory',
  AWS_SECRET_ACCESS_KEY: 'memory',
  AWS_REGION: 'cn-north-1',
  BANK_TABLE: 'bank',
  BANK_ENVIRONMENT: 'local',
  BANK_KEYRING_KEY: 'alias/proof',
  BANK_TRANSFER_WORKFLOW: 'arn:aws-cn:states:cn-north-1:123456789012:stateMachine:transfer',
  BANK_SMS_URL: 'https://sms.invalid/',
  BANK_BASE_URL: 'https://bank.invalid/v1',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
};

let made: Promise<Genesis> | undefined;

/** Opens the bank once per process, through its own functions; every run starts from a copy. */
export const genesis = (): Promise<Genesis> => (made ??= open());

async function open(): Promise<Genesis> {
  const keys = await listenAsKms();
  Object.assign(process.env, environment, { AWS_ENDPOINT_URL_KMS: keys.url });
  hushLogs();
  virtualize();
  const functions = await loadFunctions();
  const startMs = noonMs - 3_600_000;
  const world = new World(functions, { pause: () => Promise.resolve(), choose: (below) => below - 1 }, startMs);
  // The keys are fetched over a real socket, so in real time; from here on they are in the memory of this process.
  await Promise.all([lookupKey(), dataKey(running({ outside: world }, currentDataKeyId))]);
  const accounts = await running({ outside: world }, () => openAccounts(world));
  await new Promise((resolve) => setImmediate(resolve));
  keys.close();
  if (world.broken.length > 0) throw new Error('the bank could not be opened', { cause: world.broken[0] });
  return { functions, items: world.table.snapshot(), accounts, startMs };
}

async function openAccounts(world: World): Promise<Holding[]> {
  await openGeneralAccounts();
  const [wang, li, zhao] = [
    await customer('王芳', '13800000001'),
    await customer('李伟', '13800000002'),
    await customer('赵敏', '13800000003'),
  ];
  const accounts: Holding[] = [];
  for (const one of [wang, li, zhao]) accounts.push(await account(world, one, 'I'));
  accounts.push(await account(world, wang, 'III'));
  const [first, second] = accounts as [Holding, Holding];
  for (const one of [first, second]) await payIn(world, one.number);
  await savePayee(first.accountId, second.accountId, BigInt(world.now()));
  await savePayee(second.accountId, first.accountId, BigInt(world.now()));
  return accounts;
}

interface Person {
  readonly customerId: string;
  readonly name: string;
}

async function customer(name: string, phone: string): Promise<Person> {
  const customerId = newId('cus');
  await commit(
    ...(await customerWrites({ customerId, name, phone, registeredAt: Date.now() }, () => new Error('taken'))),
  );
  return { customerId, name };
}

async function account(world: World, owner: Person, accountClass: 'I' | 'III'): Promise<Holding> {
  const body = await ask<{ accountId: string }>(world, 'openAccount', owner.customerId, {
    accountClass,
    noLendingPledge: true,
  });
  const row = await accountEntity.read({ accountId: body.accountId }, 'consistent');
  return { ...owner, accountId: body.accountId, number: (await secretsOf(row!)).number };
}

async function payIn(world: World, accountNumber: string): Promise<void> {
  const value = `${openingFen / 100n}.00`;
  await ask(world, 'payIn', undefined, { accountNumber, amount: { currency: 'CNY', value } });
}

async function ask<T>(world: World, name: string, customerId: string | undefined, body: object): Promise<T> {
  const headers = { 'idempotency-key': v7({ msecs: world.now() }) };
  const ending = await world.invoke<{ statusCode: number; body: string }>(name, eventOf(customerId, body, headers));
  if (ending.how !== 'returned' || ending.value.statusCode >= 300)
    throw new Error(`${name}: ${JSON.stringify(ending)}`);
  return JSON.parse(ending.value.body) as T;
}

/** A request of a signed-in customer, or of nobody, as the gateway hands it over. */
export const eventOf = (
  customerId: string | undefined,
  body: object | undefined,
  headers = {},
  pathParameters?: Record<string, string>,
) =>
  httpEvent({
    headers,
    ...(body && { body: JSON.stringify(body) }),
    ...(pathParameters && { pathParameters }),
    ...(customerId && {
      caller: {
        kind: 'customer',
        customerId,
        sessionId: 'ses_01jd0000000000000000000000',
        deviceId: 'dev_01jd0000000000000000000000',
      },
    }),
  });
