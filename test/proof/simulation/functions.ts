import { readdirSync } from 'node:fs';
import type { Context } from 'aws-lambda';
import type { AnyContract } from '../../../shared/contract/contract.ts';

/** One deployed function. */
export interface BankFunction {
  readonly contract: AnyContract;
  readonly handler: (event: never, context: Context) => Promise<unknown>;
}

const folder = new URL('../../../functions/', import.meta.url);

/** Every function of the bank by its contract's name, so that a new one takes part without being told. */
export async function loadFunctions(): Promise<ReadonlyMap<string, BankFunction>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const loaded = await Promise.all(
    files.map((file) => import(/* @vite-ignore */ new URL(file, folder).href) as Promise<BankFunction>),
  );
  return new Map(loaded.map((one) => [one.contract.name, one]));
}
