import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import type { TaskContract } from '../contract/contract.ts';
import { type Work, observed } from './work.ts';

/** What a step does with its input. */
export type Step<C extends TaskContract> = (input: z.output<C['input']>, work: Work) => Promise<z.output<C['output']>>;

/**
 * A step of a workflow. A refusal of the domain is part of the output, for a Choice to read; what is thrown is tried again by
 * the workflow.
 * @example export const handler = task(contract, async ({ transferId }, { now }) => ({ outcome: await settle(transferId, now) }));
 */
export const task =
  <C extends TaskContract>(contract: C, run: NoInfer<Step<C>>) =>
  (event: unknown, context: Context): Promise<z.input<C['output']>> =>
    observed(contract.name, context, async (work) => {
      const input = z.parse(contract.input, event) as z.output<C['input']>;
      return z.encode(contract.output, await run(input, work)) as z.input<C['output']>;
    });
