import { DescribeExecutionCommand, GetExecutionHistoryCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from 'vitest';
import { contract as previewTransfer } from '../../../functions/transfers/preview-transfer.ts';
import { contract as authorizeTransfer } from '../../../functions/transfers/authorize-transfer.ts';
import { contract as cancelTransfer } from '../../../functions/transfers/cancel-transfer.ts';
import { eventually, inboxOf } from '../../../local/actor.ts';
import { transferEntity } from '../../../shared/data/transfer.entity.ts';
import { executionOf, runFunction, useBankTable, workflows } from '../../support/cloud.ts';
import { type Holder, moneyOf, newHolder } from '../../support/holders.ts';
import { awaited, paid, reached, wishOf } from '../../support/wishes.ts';

let payer: Holder;
let payee: Holder;
beforeAll(async () => {
  await useBankTable();
  [payer, payee] = await Promise.all([newHolder(2_000_000n), newHolder()]);
});

const rowOf = async ({ accountId, transferId }: { accountId: string; transferId: string }) =>
  (await transferEntity.read({ accountId, entryId: transferId }, 'consistent'))!;

describe('startAuthorization', () => {
  it('starts one execution, which knows only ids and ends with the transfer', async () => {
    const { ids, code } = await awaited(payer, payee, 150_000n);
    const executionArn = await executionOf(ids.transferId);
    const begun = await workflows().send(new DescribeExecutionCommand({ executionArn }));
    expect(begun.status).toBe('RUNNING');
    expect(JSON.parse(begun.input!)).toEqual({ ...ids, timeoutSeconds: expect.any(Number) });
    await payer.device.call(authorizeTransfer, { ...ids, code });
    await reached(payer, ids, 'BOOKED');
    await eventually('the execution to end', async () => {
      const { status } = await workflows().send(new DescribeExecutionCommand({ executionArn }));
      return status === 'SUCCEEDED' || undefined;
    });
    const { events = [] } = await workflows().send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.filter(({ type }) => type === 'TaskStateEntered')).toHaveLength(2);
  });
});

describe('openChallenge', () => {
  it('keeps the token of its workflow and no code, and drops both with the challenge', async () => {
    const { ids, code } = await awaited(payer, payee, 150_000n);
    const open = await rowOf(ids);
    expect(open).toMatchObject({ taskToken: expect.any(String), codesSent: 1n, attempts: 0n });
    expect(JSON.stringify(Object.values(open).map(String))).not.toContain(code);
    await payer.device.call(cancelTransfer, ids);
    const { taskToken, codeHash } = await rowOf(ids);
    expect([taskToken, codeHash]).toEqual([undefined, undefined]);
  });

  it('sends nothing for a transfer that no longer waits', async () => {
    const { ids } = await awaited(payer, payee, 150_000n);
    await payer.device.call(cancelTransfer, ids);
    const seen = await inboxOf(payer.device, payer.phone);
    expect(await runFunction('open-challenge', { ...ids, taskToken: 'used' })).toEqual({ opened: false });
    expect(await inboxOf(payer.device, payer.phone)).toEqual(seen);
  });
});

describe('settleTransfer', () => {
  it('leaves a transfer that waits and one that has ended as they are, however often it runs', async () => {
    const { ids } = await awaited(payer, payee, 150_000n);
    expect(await runFunction('settle-transfer', ids)).toEqual({ state: 'AWAITING_AUTHORIZATION' });
    await payer.device.call(cancelTransfer, ids);
    expect(await runFunction('settle-transfer', ids)).toEqual({ state: 'CANCELLED' });
    const { accountId, transferId } = await paid(payer, payee, 150_000n);
    const before = await moneyOf(payee);
    expect(await runFunction('settle-transfer', { accountId, transferId })).toEqual({ state: 'BOOKED' });
    expect(await moneyOf(payee)).toEqual(before);
  });

  it('books what was authorized though its workflow was lost', async () => {
    const { ids, code } = await awaited(payer, payee, 150_000n);
    await workflows().send(new StopExecutionCommand({ executionArn: await executionOf(ids.transferId) }));
    expect((await payer.device.call(authorizeTransfer, { ...ids, code })).state).toBe('AUTHORIZED');
    expect(await runFunction('settle-transfer', ids)).toEqual({ state: 'BOOKED' });
  });
});

describe('rememberPayee', () => {
  it('makes who was paid by step-up a known payee, and nobody else', async () => {
    const [first, second] = [await newHolder(), await newHolder()];
    await paid(payer, first, 100n);
    const factorsFor = async (who: Holder) =>
      (await payer.device.call(previewTransfer, wishOf(payer, who, 100n))).factors;
    await eventually('the payee to be known', async () => (await factorsFor(first)).length === 0 || undefined);
    expect(await factorsFor(second)).toEqual(['sms-otp']);
  });
});
