import { contract as cancelTransfer } from '../../functions/transfers/cancel-transfer.ts';
import { contract as previewTransfer } from '../../functions/transfers/preview-transfer.ts';
import { contract as readReceipt } from '../../functions/transfers/read-receipt.ts';
import { contract as readTransfer } from '../../functions/transfers/read-transfer.ts';
import { contract as resendCode } from '../../functions/transfers/resend-code.ts';
import { contract as verifyReceipt } from '../../functions/transfers/verify-receipt.ts';
import { letPass } from '../cloud/clock.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import { Person, pressed } from './person.ts';
import type { Scenario } from './scenario.ts';

/** Under the daily sum that needs no step-up, and far under what was paid in. Fen. */
export const small = 1_000n;
const funds = 1_000_000n;
/** The pause between two codes of one transfer. */
const codePauseMs = 61_000;

/** One after the other: time passes when somebody arrives, and a proof made before it would be too old. */
async function strangers(bank: MeteredBank) {
  const payer = await Person.arrived(bank, funds);
  return [payer, await Person.arrived(bank)] as const;
}

/** Two customers, of whom the first has paid the second before. */
export async function acquainted(bank: MeteredBank) {
  const [payer, payee] = await strangers(bank);
  await payer.paysStranger(payee, small);
  return [payer, payee] as const;
}

/** A transfer that waits for its code. */
export async function waiting(bank: MeteredBank) {
  const [payer, payee] = await strangers(bank);
  const { transferId } = await payer.pays(payee, small);
  await bank.quiet();
  return { payer, id: { accountId: payer.account.accountId, transferId } };
}

async function authorized(bank: MeteredBank): Promise<void> {
  const { payer, id } = await waiting(bank);
  await payer.answers(id.transferId, await payer.code());
}

async function receipt(bank: MeteredBank) {
  const [payer, payee] = await acquainted(bank);
  const { transferId, accountId } = await payer.pays(payee, small);
  return { payer, shown: await payer.client.call(readReceipt, { accountId, transferId }) };
}

/** Everything a transfer can cost: 8 units to write one at once; 4 + 1 + 1 + 8 = 14 with a code. */
export const transfers: readonly Scenario[] = [
  {
    operation: 'createTransfer',
    when: 'to a known payee, booked at once',
    read: 5,
    write: 8,
    run: async (bank) => {
      const [payer, payee] = await acquainted(bank);
      await payer.pays(payee, small);
    },
  },
  {
    operation: 'createTransfer',
    when: 'to a stranger, held for a code',
    read: 5,
    write: 4,
    run: waiting,
  },
  {
    operation: 'createTransfer',
    when: 'repeated after a lost answer',
    read: 5,
    write: 0,
    run: async (bank) => {
      const [payer, payee] = await acquainted(bank);
      const button = pressed();
      await payer.pays(payee, small, button);
      await payer.pays(payee, small, button);
    },
  },
  { operation: 'startAuthorization', when: 'a transfer was written waiting', read: 0, write: 0, run: waiting },
  { operation: 'openChallenge', when: 'first code of a transfer', read: 2, write: 1, run: waiting },
  { operation: 'authorizeTransfer', when: 'the right code', read: 2, write: 1, run: authorized },
  { operation: 'settleTransfer', when: 'booked after the right code', read: 3, write: 8, run: authorized },
  {
    operation: 'rememberPayee',
    when: 'a payee paid with step-up for the first time',
    read: 0.5,
    write: 1,
    run: authorized,
  },
  {
    operation: 'cancelTransfer',
    when: 'one that waits',
    read: 3,
    write: 4,
    run: async (bank) => {
      const { payer, id } = await waiting(bank);
      await payer.client.call(cancelTransfer, id);
    },
  },
  {
    operation: 'resendCode',
    when: 'a second code',
    read: 2.5,
    write: 1,
    run: async (bank) => {
      const { payer, id } = await waiting(bank);
      letPass(codePauseMs);
      await payer.client.call(resendCode, id);
    },
  },
  {
    operation: 'readTransfer',
    when: 'one that waits',
    read: 2,
    write: 0,
    run: async (bank) => {
      const { payer, id } = await waiting(bank);
      await payer.client.call(readTransfer, id);
    },
  },
  {
    operation: 'previewTransfer',
    when: 'to a stranger',
    read: 3.5,
    write: 0,
    run: async (bank) => {
      const [payer, { account, name }] = await strangers(bank);
      const payee = { accountNumber: account.accountNumber, name };
      await payer.client.call(previewTransfer, { fromAccountId: payer.account.accountId, payee, amount: small });
    },
  },
  { operation: 'readReceipt', when: 'of a booked one', read: 2, write: 0, run: receipt },
  {
    operation: 'verifyReceipt',
    when: 'a genuine one',
    read: 0,
    write: 0,
    run: async (bank) => {
      const { payer, shown } = await receipt(bank);
      await payer.client.call(verifyReceipt, shown);
    },
  },
];
