import { contract as authorizeTransfer } from '../../functions/transfers/authorize-transfer.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { contract as previewTransfer } from '../../functions/transfers/preview-transfer.ts';
import { contract as readTransfer } from '../../functions/transfers/read-transfer.ts';
import { eventually, inboxOf, nextCode } from '../../local/actor.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { type Holder, holderName } from './holders.ts';

type Transfer = Output<typeof createTransfer>;

/** A transfer as the path names it. */
export const idsOf = ({ accountId, transferId }: { accountId: string; transferId: string }) => ({
  accountId,
  transferId,
});

/** What `payer` asks for to pay `payee` this much, in fen. */
export const wishOf = (payer: { accountId: string }, payee: { accountNumber: string }, amount: bigint) => ({
  fromAccountId: payer.accountId,
  payee: { accountNumber: payee.accountNumber, name: holderName },
  amount,
});

/** Orders a transfer that needs step-up (somebody known is paid more than 1,000 CNY), and reads its code as the payer does. */
export async function awaited(payer: Holder, payee: { accountNumber: string }, amount: bigint) {
  const seen = await inboxOf(payer.device, payer.phone);
  const transfer = await payer.device.call(createTransfer, wishOf(payer, payee, amount));
  if (transfer.state !== 'AWAITING_AUTHORIZATION')
    throw new Error(`no code comes for a transfer that is ${transfer.state}`);
  return { ids: idsOf(transfer), transfer, code: await nextCode(payer.device, payer.phone, seen) };
}

/** Waits until a transfer is in this state. */
export const reached = (payer: Holder, ids: ReturnType<typeof idsOf>, state: Transfer['state']): Promise<Transfer> =>
  eventually(`the transfer to be ${state}`, async () => {
    const transfer = await payer.device.call(readTransfer, ids);
    return transfer.state === state ? transfer : undefined;
  });

/** Pays somebody by step-up, and waits until the money has moved. */
export async function paid(payer: Holder, payee: { accountNumber: string }, amount: bigint): Promise<Transfer> {
  const { ids, code } = await awaited(payer, payee, amount);
  await payer.device.call(authorizeTransfer, { ...ids, code });
  return reached(payer, ids, 'BOOKED');
}

/** Pays somebody small money until the bank knows the payee, so that the next small transfer moves at once. */
export async function acquainted(payer: Holder, payee: { accountNumber: string }): Promise<void> {
  await paid(payer, payee, 1n);
  await eventually('the payee to be known', async () => {
    const { factors } = await payer.device.call(previewTransfer, wishOf(payer, payee, 1n));
    return factors.length === 0 || undefined;
  });
}
