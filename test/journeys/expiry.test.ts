import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { contract as listHolds } from '../../functions/accounts/list-holds.ts';
import { contract as authorizeTransfer } from '../../functions/transfers/authorize-transfer.ts';
import { contract as cancelTransfer } from '../../functions/transfers/cancel-transfer.ts';
import { contract as readTransfer } from '../../functions/transfers/read-transfer.ts';
import { contract as resendCode } from '../../functions/transfers/resend-code.ts';
import { executionOf, workflows } from '../support/cloud.ts';
import { moneyOf, newHolder } from '../support/holders.ts';
import { refusal } from '../support/people.ts';
import { awaited } from '../support/wishes.ts';

/** The wait of test/deployed.setup.ts, then up to a minute until the sweep runs, and slack for a busy machine. */
const secondsMax = 150;

/** Looks once a second; what `eventually` waits for is quicker. */
async function stateAfterWaiting(read: () => Promise<{ state: string }>): Promise<string> {
  for (let second = 0; second < secondsMax; second++) {
    const { state } = await read();
    if (state !== 'AWAITING_AUTHORIZATION') return state;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return 'AWAITING_AUTHORIZATION';
}

describe('a transfer that nobody authorizes', () => {
  it.concurrent.each([
    ['by the time-out of its workflow', async () => undefined],
    [
      'by the sweep, when its workflow was lost',
      async (transferId: string) => {
        await workflows().send(new StopExecutionCommand({ executionArn: await executionOf(transferId) }));
      },
    ],
  ])(
    'expires %s: its money is free, its code is void',
    async (_how, prepare) => {
      const [payer, payee] = [await newHolder(200_000n), await newHolder()];
      const { ids, code, transfer } = await awaited(payer, payee, 150_000n);
      await prepare(ids.transferId);

      expect(await stateAfterWaiting(() => payer.device.call(readTransfer, ids))).toBe('EXPIRED');

      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(transfer.authorization!.until));
      expect(await moneyOf(payer)).toEqual([200_000n, 200_000n, 0n]);
      expect(await moneyOf(payee)).toEqual([0n, 0n, 0n]);
      expect((await payer.device.call(listHolds, { accountId: payer.accountId })).data).toEqual([]);
      const tooLate = { status: 409, code: 'TRANSFER_NOT_OPEN' };
      expect(await refusal(payer.device.call(authorizeTransfer, { ...ids, code }))).toMatchObject(tooLate);
      expect(await refusal(payer.device.call(cancelTransfer, ids))).toMatchObject(tooLate);
      expect(await refusal(payer.device.call(resendCode, ids))).toMatchObject(tooLate);
    },
    secondsMax * 1000,
  );
});
