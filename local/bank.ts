import { contract as refreshSession } from '../functions/identity/refresh-session.ts';
import { contract as refreshOperatorSession } from '../functions/operators/refresh-operator-session.ts';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Deployable, loadOperations, ofKind } from '../lib/operations.ts';
import * as z from 'zod/mini';
import { CallFailed } from '../shared/contract/client.ts';
import type { Contract } from '../shared/contract/contract.ts';
import { Actor, nextCode, over, register } from './actor.ts';
import { exitWith, Failure } from './fail.ts';
import { runningBank } from './running-bank.ts';
import { root } from './settings.ts';
import { keepPurse, openPurse, type Purse, type Tokens } from './wallet.ts';
import { describe, requestOf, shapeOf } from './words.ts';

const usage = `npm run bank -- <operation> [name=value ...] [--as PERSON] [--key IDEMPOTENCY_KEY]
npm run bank -- <operation> --help        what an operation takes
npm run bank -- register --as wang phone=13800000001 name=王小明
                                          a new customer in one step, the code read from the sandbox's phone
npm run bank -- code phone=13800000001    the newest code in the sandbox's phone

--as names whose device key and session are used and kept (default: me). Answers are JSON.
`;

/** A session is renewed when less than this is left of its access token. */
const spareMs = 15_000;

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'me' },
      key: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [name, ...words] = positionals;
  const operations = ofKind(await loadOperations(join(root, 'functions')), 'operation');
  if (name === undefined) return console.log(`${usage}\n${listed(operations)}`);
  if (name === 'register') return print(await registerAs(values.as, words));
  if (name === 'code') return print(await newestCode(words));
  const contract = operations.find((one) => one.contract.name === name)?.contract;
  if (!contract) throw new Failure(`no operation ${name}; \`npm run bank\` lists them`);
  if (values.help)
    return console.log([`${contract.name}: ${contract.summary}`, ...describe(shapeOf(contract))].join('\n  '));
  print(await callAs(values.as, contract, words, values.key));
}

/** Calls as a named person, renews the session when it runs out, and keeps what the answer says of it. */
async function callAs(person: string, contract: Contract, words: readonly string[], key?: string): Promise<unknown> {
  const { baseUrl, pid } = runningBank();
  const bank = `${baseUrl} ${pid}`;
  const purse = await renewed(await openPurse(person, bank), baseUrl);
  const actor = new Actor(purse.key, over(baseUrl), purse.tokens?.accessToken);
  const input = z.decode(contract.input, requestOf(shapeOf(contract), words));
  const { answer } = await actor.exchange(contract, input, ...(key === undefined ? [] : [key]));
  const tokens = (answer as { accessToken?: string }).accessToken ? (answer as Tokens) : purse.tokens;
  await keepPurse(person, bank, { ...purse, ...(tokens && { tokens }) });
  return z.encode(contract.output, answer);
}

async function renewed(purse: Purse, baseUrl: string): Promise<Purse> {
  const { key, tokens } = purse;
  if (!tokens || Date.parse(tokens.accessExpiresAt) - Date.now() > spareMs) return purse;
  const refresh = tokens.operatorId === undefined ? refreshSession : refreshOperatorSession;
  const fresh = await new Actor(key, over(baseUrl)).call(refresh, { refreshToken: tokens.refreshToken });
  return { ...purse, tokens: { ...tokens, ...fresh } };
}

async function registerAs(person: string, words: readonly string[]): Promise<unknown> {
  const { phone = '', name = '' } = Object.fromEntries(words.map((word) => word.split('='))) as Record<string, string>;
  if (!phone || !name) throw new Failure('register needs phone=... and name=...');
  const { baseUrl, pid } = runningBank();
  const customer = await register(over(baseUrl), { phone, name });
  const { key, tokens, customerId } = customer;
  await keepPurse(person, `${baseUrl} ${pid}`, { key, phone, tokens });
  return { person, customerId, phone, name };
}

async function newestCode(words: readonly string[]): Promise<unknown> {
  const phone = words[0]?.replace(/^phone=/, '') ?? '';
  const purse = await openPurse('me', '');
  return { phone, code: await nextCode(new Actor(purse.key, over(runningBank().baseUrl)), phone) };
}

const print = (answer: unknown): void => console.log(JSON.stringify(answer, null, 2));

const listed = (all: readonly Deployable<Contract>[]): string =>
  all.map(({ contract: { name, summary } }) => `  ${name.padEnd(26)} ${summary}`).join('\n');

try {
  await run();
} catch (error) {
  if (!(error instanceof CallFailed)) exitWith(error);
  console.error(JSON.stringify(error.problem, null, 2));
  process.exitCode = 1;
}
