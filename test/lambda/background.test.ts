import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineSchedule, defineTask } from '../../shared/contract/contract.ts';
import { amount } from '../../shared/domain/money.ts';
import { schedule } from '../../shared/lambda/schedule.ts';
import { task } from '../../shared/lambda/task.ts';
import { WorkFailed } from '../../shared/lambda/work.ts';
import { context } from './http-event.ts';

const weigh = defineTask({
  name: 'weighThing',
  summary: 'Weigh a thing',
  grants: [],
  input: z.strictObject({ price: amount }),
  output: z.strictObject({ outcome: z.enum(['LIGHT', 'HEAVY']) }),
});
const sweep = defineSchedule({ name: 'sweepThings', summary: 'Sweep', grants: [], everyMinutes: 5 });
const light = { outcome: 'LIGHT' } as const;
const price = { currency: 'CNY', value: '1.00' };

describe('a task', () => {
  it('reads its input from the form of the wire and writes its output', async () => {
    const weighing = task(weigh, async ({ price: fen }) => ({
      outcome: fen > 50n ? ('HEAVY' as const) : ('LIGHT' as const),
    }));
    expect(await weighing({ price }, context())).toEqual({ outcome: 'HEAVY' });
  });

  it.each([
    ['input it does not know', { price, more: 1 }, async () => light],
    ['a failure', { price }, async () => Promise.reject(new Error('13800138000'))],
    ['output it did not declare', { price }, async () => ({ ...light, secret: 1 })],
  ])('fails for the workflow to try again, and says nothing of the cause: %s', async (_, input, run) => {
    const failure = task(weigh, run)(input, context());
    await expect(failure).rejects.toThrow(WorkFailed);
    await expect(failure).rejects.toThrow(`weighThing failed, trace ${context().awsRequestId}`);
    await expect(failure).rejects.not.toHaveProperty('cause');
  });
});

describe('a schedule', () => {
  it('says how much it did', async () => {
    expect(await schedule(sweep, async () => ({ expired: 3 }))({}, context())).toEqual({ expired: 3 });
  });

  it('fails visibly', async () => {
    await expect(schedule(sweep, async () => Promise.reject(new Error('x')))({}, context())).rejects.toThrow(
      WorkFailed,
    );
  });
});
