import { beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { contract as authorizeTransfer } from '../../functions/transfers/authorize-transfer.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { kebab, loadOperations } from '../../lib/operations.ts';
import { sharingConsumers, streamReaderOf } from '../../lib/stream-reader.ts';
import { inboxOf, nextCode } from '../../local/actor.ts';
import { root } from '../../local/settings.ts';
import { cloud } from '../support/cloud.ts';
import { type Holder, newHolder } from '../support/holders.ts';
import { idsOf, reached, wishOf } from '../support/wishes.ts';
import { executionEvents, logGroupNames, logLines, queueMessages, type Trace } from '../support/traces.ts';

/** Personal or secret by its form, whoever it belongs to: nothing of this form is ever logged by the bank (I13). */
const forms: readonly [string, RegExp][] = [
  ['a phone number', /\b1[3-9]\d{9}\b/],
  ['an account number', /\b621263\d{13}\b/],
  ['Chinese words: a name, a remark, a text', /\p{Script=Han}/u],
  ['a token', /\beyJ[\w-]{20,}\.eyJ/],
  ['a private key', /"d":"[\w-]{43}"/],
];

let payer: Holder;
let canaries: readonly string[];
let traces: { logs: Trace[]; executions: Trace[]; queues: Trace[] };
beforeAll(async () => {
  payer = await newHolder(500_000n);
  const payee = await newHolder();
  const remark = 'canary remark of 2026';
  const seen = await inboxOf(payer.device, payer.phone);
  const transfer = await payer.device.call(createTransfer, { ...wishOf(payer, payee, 234_567n), remark });
  const code = await nextCode(payer.device, payer.phone, seen);
  await payer.device.call(authorizeTransfer, { ...idsOf(transfer), code });
  await reached(payer, idsOf(transfer), 'BOOKED');
  const tokens = [payer.refreshToken, payer.device.accessToken ?? ''];
  canaries = [payer.phone, payer.accountNumber, payee.accountNumber, code, remark, '2345.67', ...tokens];
  traces = {
    logs: await logLines(cloud()),
    executions: await executionEvents(cloud()),
    queues: await queueMessages(cloud()),
  };
});

/** Only as a word of its own, since six digits of a code may lie within a longer number. */
const holds = (text: string, canary: string): boolean =>
  text.includes(canary) &&
  new RegExp(`(?<![\\w.])${canary.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')}(?![\\w.])`).test(text);

describe.each(['logs', 'executions', 'queues'] as const)('in the %s of the whole run (abuse case 21)', (kind) => {
  it.each(forms)('is nothing of the form of %s', (_what, form) => {
    expect(traces[kind].filter(({ text }) => form.test(text))).toEqual([]);
  });

  it('is no phone, account number, code, remark, amount or token of a transfer just made', () => {
    expect(traces[kind].filter(({ text }) => canaries.some((canary) => holds(text, canary)))).toEqual([]);
  });
});

describe('this test looked where the bank writes', () => {
  it('into the logs of every function', async () => {
    const all = await loadOperations(join(root, 'functions'));
    const sharing = sharingConsumers(all);
    const alone = all.filter((one) => !sharing.some(({ contract }) => contract === one.contract));
    const functions = [...alone, streamReaderOf(sharing)];
    const expected = functions.map(({ domain, contract }) => `/songhua/${domain}/${kebab(contract.name)}`);
    expect(await logGroupNames(cloud())).toEqual(expect.arrayContaining(expected));
    expect(traces.logs.filter(({ text }) => text.includes('createTransfer')).length).toBeGreaterThan(0);
  });

  it('into the execution of the transfer just made', () => {
    expect(traces.executions.some(({ text }) => text.includes(payer.accountId))).toBe(true);
  });
});

it('no queue holds anything: nothing waits, nothing is a dead letter (I14)', () => {
  expect(traces.queues).toEqual([]);
});
