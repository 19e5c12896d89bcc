import { v7 } from 'uuid';
import { CallFailed } from '../shared/contract/client.ts';
import type { Contract, Input, Output } from '../shared/contract/contract.ts';
import type { Actor } from './actor.ts';

const dim = (text: string): string => (process.stdout.isTTY ? `\x1b[2m${text}\x1b[22m` : text);
const bold = (text: string): string => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[22m` : text);

/** Begins a chapter of the demo. */
export const chapter = (title: string): void => console.log(`\n${bold(title)}`);

/** Says what happened between two requests. */
export const aside = (text: string): void => console.log(dim(`   ${text}`));

/** How long a line of the demo may be: requests and answers are shown in short. */
const widthMax = 150;

const short = (value: unknown): string => {
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner} fen` : inner));
  return text.length > widthMax ? `${text.slice(0, widthMax)}…` : text;
};

/** Calls as somebody, and prints the request and the answer in short. */
export async function say<C extends Contract>(
  who: string,
  actor: Actor,
  contract: C,
  request: Input<C>,
  idempotencyKey = v7(),
): Promise<Output<C>> {
  console.log(`${who} ${contract.method} ${contract.path}  ${dim(short(request))}`);
  const { answer, status, replayed } = await actor.exchange(contract, request, idempotencyKey);
  console.log(`   ${status}${replayed ? ' (replayed)' : ''} ${short(answer)}`);
  return answer;
}

/** Calls something that the bank must refuse, and prints why. @throws when the bank did not refuse with this code */
export async function sayRefused<C extends Contract>(
  who: string,
  actor: Actor,
  contract: C,
  request: Input<C>,
  code: string,
): Promise<void> {
  console.log(`${who} ${contract.method} ${contract.path}  ${dim(short(request))}`);
  const refusal = await actor.call(contract, request).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refusal instanceof CallFailed) || refusal.problem.code !== code)
    throw new Error(`expected ${code}`, { cause: refusal });
  console.log(`   ${refusal.status} ${code}: ${refusal.problem.title}；${refusal.problem.action}`);
}
