import { join } from 'node:path';
import { loadOperations, ofKind } from '../lib/operations.ts';
import { root } from '../local/settings.ts';

/** Every HTTP route of the bank as `[method, path]`, from the contracts; the refusal of unknown paths is built with it. */
export async function routesOf(): Promise<readonly (readonly [string, string])[]> {
  const all = await loadOperations(join(root, 'functions'));
  return [...ofKind(all, 'operation'), ...ofKind(all, 'foreign')].map(
    ({ contract: { method, path } }) => [method, path] as const,
  );
}
