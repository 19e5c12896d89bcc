import { setTimeout as pause } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Actor } from '../../../local/actor.ts';
import { CallFailed, UnreadableAnswer } from '../../../shared/contract/client.ts';
import type { Contract, Input, Output } from '../../../shared/contract/contract.ts';
import { isOpenCode } from '../open-codes.ts';

const triesMax = 8;
const pauseMs = 50;

/** Sends the same request until it is answered, as the app does: the same button, a fresh proof. @throws CallFailed, when refused */
export const insist = <C extends Contract>(
  actor: Actor,
  contract: C,
  request: Input<C>,
  key: string = v7(),
): Promise<Output<C>> => untilAnswered(() => actor.call(contract, request, key), isOpen);

/** Does it again as long as the failure says that it should be done again. */
export async function untilAnswered<T>(ask: () => Promise<T>, again: (error: unknown) => boolean): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries === triesMax || !again(error)) throw error;
    }
    await pause(pauseMs * tries);
  }
}

/** The bank says that nothing is known yet, or its process died and the gateway spoke, or the connection broke. */
function isOpen(error: unknown): boolean {
  if (error instanceof CallFailed) return isOpenCode(error.problem.code);
  if (error instanceof UnreadableAnswer) return error.reply.status >= 500;
  return error instanceof TypeError;
}
