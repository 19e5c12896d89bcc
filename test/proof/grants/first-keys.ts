import { openGateway } from '../../../bench/cloud/gateway.ts';
import { Functions } from '../../../bench/cloud/invoke.ts';
import type { MeteredBank } from '../../../bench/cloud/metered-bank.ts';
import { clientAt } from '../../../bench/units/person.ts';
import { contract as listSmsInbox } from '../../../functions/sandbox-sms/list-sms-inbox.ts';
import { contract as verifyReceipt } from '../../../functions/transfers/verify-receipt.ts';
import { newDeviceKey } from '../../../shared/contract/proof.ts';
import { commit } from '../../../shared/data/commit.ts';
import { keyringRows } from '../../../shared/data/keyring.entity.ts';
import { newId } from '../../../shared/data/new-id.ts';
import { isoTime } from '../../../shared/domain/time.ts';

/** Functions that write nothing but the key which a fresh bank has not yet: each is the first that needs it. */
export async function playFirstKeys(bank: MeteredBank): Promise<void> {
  // Containers of their own, since the key of each is forgotten.
  const functions = new Functions(bank.functions.all, (name) => `?cold=${name}First`);
  const { baseUrl, close } = await openGateway(functions);
  const client = clientAt({ baseUrl }, { key: await newDeviceKey() });
  const party = { name: '赵小一', accountNumber: '622848*********0018' };
  const receipt = {
    transferId: newId('trf'),
    bookedAt: isoTime(Date.now()),
    amount: 1n,
    amountInWords: '人民币壹分',
    payer: party,
    payee: party,
    verificationCode: '0'.repeat(20),
  };
  const push = (partner: string) =>
    fetch(`${baseUrl}/partners/${partner}/callbacks/forged`, { method: 'POST', body: '{}' });
  const firsts = [
    () => client.call(listSmsInbox, { phone: '13800000000' }),
    () => client.call(verifyReceipt, receipt),
    () => push('sf'),
    () => push('coffee'),
  ];
  for (const first of firsts) {
    await first();
    await commit(keyringRows.remove({ name: 'LOOKUP' }, []));
  }
  close();
}
