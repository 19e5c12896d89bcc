import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import { contract as listEntries } from '../functions/accounts/list-entries.ts';
import { contract as openAccount } from '../functions/accounts/open-account.ts';
import { contract as readTrialBalance } from '../functions/ledger/read-trial-balance.ts';
import { contract as takeTrialBalance } from '../functions/ledger/take-trial-balance.ts';
import { contract as checkInvariants } from '../functions/ledger/check-invariants.ts';
import { contract as readInvariantCheck } from '../functions/ledger/read-invariant-check.ts';
import { contract as payIn } from '../functions/sandbox-bank/pay-in.ts';
import { contract as authorizeTransfer } from '../functions/transfers/authorize-transfer.ts';
import { contract as cancelTransfer } from '../functions/transfers/cancel-transfer.ts';
import { contract as createTransfer } from '../functions/transfers/create-transfer.ts';
import { contract as previewTransfer } from '../functions/transfers/preview-transfer.ts';
import { contract as readReceipt } from '../functions/transfers/read-receipt.ts';
import { contract as readTransfer } from '../functions/transfers/read-transfer.ts';
import { contract as verifyReceipt } from '../functions/transfers/verify-receipt.ts';
import { settledMs } from '../shared/domain/ledger/books.ts';
import { type Customer, eventually, inboxOf, nextCode, over, register, signInOperator } from './actor.ts';
import { playExpress } from './demo-express.ts';
import { exitWith } from './fail.ts';
import { aside, chapter, say, sayRefused } from './narrate.ts';
import { runningBank } from './running-bank.ts';
import { operatorPasswordOf } from './seed.ts';
import { tableOf } from './trial-balance-table.ts';

/** A phone nobody in this bank has yet, so that the demo can be played again. */
const newPhone = (): string => `138${String(randomInt(10 ** 8)).padStart(8, '0')}`;

const reach = over(runningBank().baseUrl);
const pledge = { noLendingPledge: true } as const;

/** The accounts of the story. */
interface Cast {
  readonly wang: Customer;
  readonly li: Customer;
  readonly salary: { readonly accountId: string; readonly accountNumber: string };
  readonly pocket: { readonly accountId: string; readonly accountNumber: string };
  readonly payee: { readonly accountNumber: string; readonly name: string };
}

async function meet(): Promise<Cast> {
  chapter('1. Two customers register: phone, code from the SMS, device key');
  const wang = await register(reach, { phone: newPhone(), name: '王小明' });
  const li = await register(reach, { phone: newPhone(), name: '李芳' });
  aside(`wang is ${wang.customerId}, li is ${li.customerId}`);

  chapter('2. They open accounts, and another bank pays money in');
  const salary = await say('wang', wang, openAccount, { accountClass: 'I', ...pledge });
  const pocket = await say('wang', wang, openAccount, { accountClass: 'III', ...pledge });
  const savings = await say('li  ', li, openAccount, { accountClass: 'I', ...pledge });
  await say('bank', wang, payIn, { accountNumber: salary.accountNumber, amount: 1_000_000n });
  return { wang, li, salary, pocket, payee: { accountNumber: savings.accountNumber, name: li.name } };
}

async function payForTheFirstTime({ wang, li, salary, payee }: Cast): Promise<void> {
  chapter('3. Wang pays Li for the first time: the bank asks for a code that is bound to payee and amount');
  const wish = { fromAccountId: salary.accountId, payee, amount: 123_456n };
  await say('wang', wang, previewTransfer, wish);
  const seen = await inboxOf(wang, wang.phone);
  const key = v7();
  const transfer = await say('wang', wang, createTransfer, { ...wish, remark: '房租' }, key);
  await say('wang', wang, createTransfer, { ...wish, remark: '房租' }, key);
  const booked = await authorize(wang, transfer, seen);
  const receipt = await say('wang', wang, readReceipt, booked);
  aside(
    `回单 receipt: ${receipt.amountInWords}, ${receipt.payer.name} → ${receipt.payee.name}, code ${receipt.verificationCode}`,
  );
  await say('li  ', li, verifyReceipt, receipt);
  await say('li  ', li, verifyReceipt, { ...receipt, amount: receipt.amount * 10n });
}

async function payAtOnce({ wang, salary, pocket, payee }: Cast): Promise<void> {
  chapter('4. Li is a known payee now: small amounts move at once, and so do own accounts');
  const wish = { fromAccountId: salary.accountId, payee, amount: 8_888n };
  await eventually('Li to be known', async () => {
    const { factors } = await wang.call(previewTransfer, wish);
    return factors.length === 0 || undefined;
  });
  await say('wang', wang, createTransfer, { ...wish, remark: '午饭' });
  const own = { accountNumber: pocket.accountNumber, name: wang.name };
  await say('wang', wang, createTransfer, { fromAccountId: salary.accountId, payee: own, amount: 150_000n });
}

async function beRefused({ wang, li, salary, pocket, payee }: Cast): Promise<void> {
  chapter('5. What the bank refuses');
  const wish = { fromAccountId: salary.accountId, payee, amount: 100_000n };
  const own = { accountNumber: pocket.accountNumber, name: wang.name };
  await sayRefused('wang', wang, createTransfer, { ...wish, payee: own }, 'BALANCE_CAP_EXCEEDED');
  await sayRefused('wang', wang, createTransfer, { ...wish, amount: 99_999_999n }, 'LIMIT_EXCEEDED');
  await sayRefused('wang', wang, createTransfer, { ...wish, payee: { ...payee, name: '李四' } }, 'PAYEE_NOT_FOUND');
  await sayRefused('li  ', li, listEntries, { accountId: salary.accountId }, 'ACCOUNT_NOT_FOUND');

  chapter('6. A transfer is cancelled while it waits: its money is free again');
  const regretted = await say('wang', wang, createTransfer, { ...wish, amount: 500_000n });
  await say('wang', wang, cancelTransfer, idsOf(regretted));
  await say('wang', wang, listEntries, { accountId: salary.accountId });
}

async function play(): Promise<void> {
  const cast = await meet();
  await payForTheFirstTime(cast);
  await payAtOnce(cast);
  await beRefused(cast);
  await playExpress(cast.wang, cast.salary.accountId);
  await audit();
}

const idsOf = ({ accountId, transferId }: { accountId: string; transferId: string }) => ({ accountId, transferId });

async function authorize(
  payer: Customer,
  transfer: { accountId: string; transferId: string },
  seen: { messageId: string }[],
) {
  const ids = idsOf(transfer);
  const code = await nextCode(payer, payer.phone, seen);
  aside((await inboxOf(payer, payer.phone))[0]!.text);
  const wrong = code === '000000' ? '000001' : '000000';
  await sayRefused('wang', payer, authorizeTransfer, { ...ids, code: wrong }, 'WRONG_CODE');
  await say('wang', payer, authorizeTransfer, { ...ids, code });
  await eventually('the transfer to be booked', async () => {
    const { state } = await payer.call(readTransfer, ids);
    return state === 'BOOKED' || undefined;
  });
  await say('wang', payer, readTransfer, ids);
  return ids;
}

async function audit(): Promise<void> {
  chapter('8. An auditor takes the trial balance and checks the invariants');
  aside(`the books are cut ${settledMs / 1000} s back, where nothing is under way any more: waiting for that`);
  await new Promise((resolve) => setTimeout(resolve, settledMs));
  const auditor = await signInOperator(reach, 'auditor', operatorPasswordOf('auditor'));
  const { trialBalanceId } = await say('audit', auditor, takeTrialBalance, {});
  const trial = await eventually('the trial balance', async () => {
    const answer = await auditor.call(readTrialBalance, { trialBalanceId });
    return answer.result;
  });
  console.log(tableOf(trial));
  const { checkId } = await say('audit', auditor, checkInvariants, {});
  const check = await eventually('the check of the invariants', async () => {
    const answer = await auditor.call(readInvariantCheck, { checkId });
    return answer.status === 'DONE' ? answer : undefined;
  });
  aside(`${check.accounts} accounts checked, ${check.findingsTotal} findings`);
  if (!trial.balanced || check.findingsTotal !== 0)
    throw new Error(`the books are wrong: ${check.findings.join('; ')}`);
}

await play().catch(exitWith);
