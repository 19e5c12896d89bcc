import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyContract } from '../shared/contract/contract.ts';
import { root } from '../local/settings.ts';
import { findEntries } from './entries.ts';

/** Every HTTP route of the bank as `[method, path]`, from the contracts; the refusal of unknown paths is built with it. */
export async function routesOf(): Promise<readonly (readonly [string, string])[]> {
  const modules = await Promise.all(findEntries().map(({ file }) => import(pathToFileURL(join(root, file)).href)));
  return modules
    .map(({ contract }) => contract as AnyContract)
    .filter((contract) => contract.kind === 'operation')
    .map(({ method, path }) => [method, path] as const);
}
