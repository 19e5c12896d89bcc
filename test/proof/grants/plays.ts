import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { MeteredBank } from '../../../bench/cloud/metered-bank.ts';
import { atDesk } from '../../../bench/units/operators.ts';
import { Person, pressed } from '../../../bench/units/person.ts';
import { withConsent } from '../../../bench/units/consents.ts';
import { contract as buyVoucher } from '../../../functions/partner-coffee/buy-voucher.ts';
import { contract as createShipment } from '../../../functions/partner-sf/create-shipment.ts';
import { contract as listRoutes } from '../../../functions/partner-sf/list-routes.ts';
import { contract as closeCase } from '../../../functions/partners/close-case.ts';
import { contract as listCases } from '../../../functions/partners/list-cases.ts';
import { contract as listPartnerDeadLetters } from '../../../functions/partners/list-partner-dead-letters.ts';
import { contract as redrivePartnerDeadLetters } from '../../../functions/partners/redrive-partner-dead-letters.ts';
import { contract as setChaos } from '../../../functions/sandbox-partner/set-chaos.ts';
import { contract as tellBank } from '../../../functions/sandbox-partner/tell-bank.ts';
import { contract as cancelTransfer } from '../../../functions/transfers/cancel-transfer.ts';
import { parcelOf } from '../../../local/parcel.ts';
import type { Decision } from '../../../shared/data/partners/case-closing.store.ts';
import { dayMs } from '../../../shared/domain/time.ts';

type Play = (bank: MeteredBank) => Promise<unknown>;
type Partner = 'sf' | 'coffee';

/** A moment longer than the silence after which a customer who looks has the partner asked, in ms. */
const silentMs = 6_000;
/** More than a transfer waits for its code, in ms. */
const lapsedMs = 3_600_000;

/** What no scenario of the bench does, since it is rare or its units are those of another: each needs a grant. */
export const plays: readonly Play[] = [
  cancelledBeforeItsCode,
  sweptAfterItsCode,
  lookedAt,
  usedVoucher,
  async (bank) => redriven(bank, 'sf', (await shipped(bank)).orderId, 'CANCELLED'),
  async (bank) => redriven(bank, 'coffee', (await bought(bank)).orderId, 'RETURNED'),
  closedCase,
  paidBack,
];

async function shipped(bank: MeteredBank) {
  const { person, addressId } = await withConsent(bank);
  const parcel = { ...parcelOf(person.account.accountId, addressId), price: 12_00n };
  return { person, ...(await person.client.call(createShipment, parcel, pressed())) };
}

async function bought(bank: MeteredBank) {
  const person = await Person.arrived(bank, 100_00n);
  return { person, ...(await person.client.call(buyVoucher, { accountId: person.account.accountId }, pressed())) };
}

/** The workflow finds the transfer ended, and answers itself. */
async function cancelledBeforeItsCode(bank: MeteredBank): Promise<void> {
  const payer = await Person.arrived(bank, 100_00n);
  const { transferId } = await payer.pays(await Person.arrived(bank), 10_00n);
  await payer.client.call(cancelTransfer, { accountId: payer.account.accountId, transferId });
}

/** The workflow was lost after the right code: the sweep settles what has lapsed. */
async function sweptAfterItsCode(bank: MeteredBank): Promise<void> {
  const payer = await Person.arrived(bank, 100_00n);
  const { transferId } = await payer.pays(await Person.arrived(bank), 10_00n);
  await bank.quiet();
  await payer.answers(transferId, await payer.code());
  bank.letPass(lapsedMs);
  await bank.functions.invoke('sweepExpiredHolds', {});
}

/** SF moved the parcel and told nobody: the customer who looks has it asked, and what it says moves the order. */
async function lookedAt(bank: MeteredBank): Promise<void> {
  const { person, orderId } = await shipped(bank);
  await person.client.call(setChaos, { partner: 'sf', mode: 'silent' });
  await person.client.call(tellBank, { partner: 'sf', orderId, code: '50' });
  await person.client.call(setChaos, { partner: 'sf', mode: 'normal' });
  bank.letPass(silentMs);
  await person.client.call(listRoutes, { orderId });
}

async function usedVoucher(bank: MeteredBank): Promise<void> {
  const { person, orderId } = await bought(bank);
  await person.client.call(tellBank, { partner: 'coffee', orderId, code: 'USED' });
}

/** News that contradicts the books opens a case, which a checker closes. */
async function closedCase(bank: MeteredBank): Promise<void> {
  const { orderId } = await bought(bank);
  await redriven(bank, 'coffee', orderId, 'NONSENSE');
  await closed(bank, orderId, 'DISMISS');
}

/** The coffee house never heard of an order that was paid: a day's comparison finds it, and a checker pays it back. */
async function paidBack(bank: MeteredBank): Promise<void> {
  const { client } = await Person.arrived(bank);
  await client.call(setChaos, { partner: 'coffee', mode: 'forgetful' });
  const { orderId } = await bought(bank);
  await client.call(setChaos, { partner: 'coffee', mode: 'normal' });
  bank.letPass(dayMs);
  await bank.functions.invoke('reconcileCoffee', {});
  await closed(bank, orderId, 'REFUND');
}

async function closed(bank: MeteredBank, orderId: string, decision: Decision): Promise<void> {
  const { client } = await atDesk(bank, 'checker');
  const { data } = await client.call(listCases, { partner: 'coffee', limit: 50 });
  const { caseId } = data.find((one) => one.orderId === orderId)!;
  await client.call(closeCase, { partner: 'coffee', caseId, decision });
}

/** A letter that was given up is listed, given up again and sent back, until it is taken in. */
async function redriven(bank: MeteredBank, partner: Partner, orderId: string, state: string): Promise<void> {
  const { client } = await atDesk(bank, 'checker');
  await client.call(listPartnerDeadLetters, { partner });
  const body = JSON.stringify({ orderId, eventId: 'letter', state, at: Date.now() });
  const QueueUrl = process.env[`BANK_DEAD_LETTERS_PARTNER_${partner.toUpperCase()}`];
  if (!QueueUrl) throw new Error(`${partner} has no dead letters`);
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl, MessageGroupId: orderId, MessageBody: body }));
  await client.call(redrivePartnerDeadLetters, { partner });
  await bank.quiet();
}
