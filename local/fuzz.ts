import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contract as openAccount } from '../functions/accounts/open-account.ts';
import { contract as payIn } from '../functions/sandbox-bank/pay-in.ts';
import { contract as createTransfer } from '../functions/transfers/create-transfer.ts';
import { exportDeviceKey, newDeviceKey } from '../shared/contract/proof.ts';
import { over, register } from './actor.ts';
import { exitWith, Failure } from './fail.ts';
import { run } from './processes.ts';
import { runningBank, type RunningBank } from './running-bank.ts';
import { localFolder, root } from './settings.ts';

/** Seconds of one run; two of them, and what comes before and after, stay below four minutes. */
const secondsMax = 100;

/** What must hold of every answer, however wild the request. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

const folder = join(localFolder, 'fuzz');
const stateFile = join(folder, 'customer.json');

/** A customer with accounts, money and transfers, so that ids which the fuzzer is given lead to something. */
async function prepareCustomer({ baseUrl }: RunningBank): Promise<void> {
  const phone = `138${String(randomInt(10 ** 8)).padStart(8, '0')}`;
  const name = '王小明';
  const customer = await register(over(baseUrl), { phone, name });
  const pledge = { noLendingPledge: true } as const;
  const salary = await customer.call(openAccount, { accountClass: 'I', ...pledge });
  const pocket = await customer.call(openAccount, { accountClass: 'III', ...pledge });
  await customer.call(payIn, { accountNumber: salary.accountNumber, amount: 100_000_000n });
  const payee = { accountNumber: pocket.accountNumber, name };
  const transfer = await customer.call(createTransfer, { fromAccountId: salary.accountId, payee, amount: 100n });
  const state = {
    deviceKey: JSON.parse(await exportDeviceKey(customer.key)) as unknown,
    strangerKey: JSON.parse(await exportDeviceKey(await newDeviceKey())) as unknown,
    accountIds: [salary.accountId, pocket.accountId],
    transferId: transfer.transferId,
    payees: [salary, pocket].map(({ accountNumber }) => ({ accountNumber, name })),
    deviceId: customer.tokens.deviceId,
  };
  writeFileSync(stateFile, JSON.stringify(state), { mode: 0o600 });
}

/** One run of schemathesis over every operation of the API description. */
async function fuzz(
  caller: 'nobody' | 'customer',
  seed: number,
  { baseUrl, certificate }: RunningBank,
): Promise<boolean> {
  console.log(
    `\n=== as ${caller}, seed ${seed}, ${secondsMax} s (repeat: npm run fuzz -- --as ${caller} --seed ${seed})\n`,
  );
  const args = [
    ['--config-file', 'local/fuzz.toml', 'run', 'docs/openapi.json', '--url', baseUrl, '--tls-verify', certificate],
    ['--checks', checks.join(','), '--phases', 'coverage,fuzzing', '--continue-on-failure', '--seed', String(seed)],
    ['--max-time', String(secondsMax), '--warnings', 'off', '--generation-database', 'none'],
    // Proof and token are made by the hooks: without them a request would not be the customer's.
    ['--generation-with-security-parameters', 'false'],
  ].flat();
  const env = {
    ...process.env,
    SCHEMATHESIS_HOOKS: 'local.fuzz_hooks',
    PYTHONPATH: root,
    FUZZ_CALLER: caller,
    FUZZ_STATE: stateFile,
    FUZZ_BASE_URL: baseUrl,
    FUZZ_CERTIFICATE: certificate,
  };
  const { code } = await run(join(localFolder, 'venv/bin/schemathesis'), args, {
    env,
    onLine: (line) => console.log(line),
  });
  return code === 0;
}

try {
  const { values } = parseArgs({ options: { as: { type: 'string' }, seed: { type: 'string' } } });
  const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
  const bank = runningBank();
  mkdirSync(folder, { recursive: true });
  // What the fuzzer keeps to replay its findings goes too: the seed finds them again.
  const litter = [folder, join(root, '.schemathesis')];
  process.on('exit', () => litter.forEach((one) => rmSync(one, { recursive: true, force: true })));
  await prepareCustomer(bank);
  const failed = [];
  for (const caller of ['nobody', 'customer'] as const) {
    if ((values.as ?? caller) === caller && !(await fuzz(caller, seed, bank))) failed.push(caller);
  }
  if (failed.length > 0) throw new Failure(`the API failed the fuzzer as ${failed.join(' and as ')}, seed ${seed}`);
} catch (error) {
  exitWith(error);
}
