import { beforeAll, describe, expect, it } from 'vitest';
import { listenAsKms } from '../../bench/cloud/kms.ts';
import { openChallenge, saveCode } from '../../shared/data/challenge.store.ts';
import { commit, decide } from '../../shared/data/commit.ts';
import { customerWrites } from '../../shared/data/customer.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { abandonTransfer } from '../../shared/data/settlement.store.ts';
import { saveAwaiting } from '../../shared/data/transfer.store.ts';
import { transferEntity, type TransferRow } from '../../shared/data/transfer.entity.ts';
import { countersAt } from '../../shared/domain/transfers/counters.ts';
import { account, openedAccount, payIn } from '../support/books.ts';
import { useTable } from '../support/dynoxide.ts';
import { useMeanwhile } from '../support/meanwhile.ts';

const ownerId = newId('cus');
const phone = '13800000001';
const customer = { customerId: ownerId, name: '王小明', phone, registeredAt: Date.now() };

useTable();
const meanwhile = useMeanwhile();
beforeAll(async () => {
  const kms = await listenAsKms();
  Object.assign(process.env, { AWS_ENDPOINT_URL_KMS: kms.url, BANK_KEYRING_KEY: 'keyring' });
  await commit(...(await customerWrites(customer, () => new Error('taken'))));
  return () => kms.close();
});

const shown = { name: '**芳', number: '621263*********0000' };

/** A transfer of 20.00 that waits for its first code. */
async function waiting(): Promise<TransferRow> {
  const now = Date.now();
  const { accountId } = await openedAccount({ ownerId });
  await payIn({ accountId }, 100_00n);
  const payer = { ...(await account({ accountId })), ownerId };
  const payee = await openedAccount();
  const payeeSecrets = { holderName: '李芳', number: '6212630000000000000' };
  const counters = countersAt(payer, now);
  const plan = { stepUp: ['sms-otp' as const], counters, activatesPayee: false, binding: null };
  const wish = { fromAccountId: accountId, payee: { accountNumber: '', name: '李芳' }, amountFen: 20_00n };
  const ground = { payer, payee, payeeSecrets, plan };
  return saveAwaiting({ transferId: newId('trf'), wish, ground, bodyHash: 'hash', now });
}

const now = async (row: TransferRow) => (await transferEntity.read(row, 'consistent'))!;

describe('the first code of a transfer', () => {
  it('goes to the phone of its customer, and the token of the workflow is kept', async () => {
    const row = await waiting();
    expect(await openChallenge(row, 'token', Date.now())).toMatchObject({ phone });
    expect(await now(row)).toMatchObject({ taskToken: 'token', codesSent: 1n });
  });

  it.each(['CANCELLED', 'EXPIRED'] as const)('is not made when the transfer is %s meanwhile', async (state) => {
    const row = await waiting();
    meanwhile(() => abandonTransfer(row, state, Date.now()));
    expect(await openChallenge(row, 'token', Date.now())).toBeUndefined();
    const ended = await now(row);
    expect([ended.state, ended.taskToken, ended.codeHash, ended.codesSent]).toEqual([state, undefined, undefined, 0n]);
  });
});

describe('another code', () => {
  it('is refused when the transfer is cancelled meanwhile', async () => {
    const row = await waiting();
    meanwhile(() => abandonTransfer(row, 'CANCELLED', Date.now()));
    const asking = decide(async () => saveCode(await now(row), shown, Date.now()));
    await expect(asking).rejects.toThrow('TRANSFER_NOT_OPEN');
    expect((await now(row)).codeHash).toBeUndefined();
  });

  it('has its pause, though a first code that was late is written after it', async () => {
    const row = await waiting();
    const at = Date.now();
    await saveCode(await now(row), shown, at);
    await openChallenge(row, 'token', at - 50_000);
    expect(await now(row)).toMatchObject({ codeSentAt: BigInt(at), codesSent: 2n });
    await expect(decide(async () => saveCode(await now(row), shown, at + 20_000))).rejects.toThrow('CODE_TOO_SOON');
  });
});
