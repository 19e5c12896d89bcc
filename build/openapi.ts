import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { loadOperations, ofKind } from '../lib/operations.ts';
import { openapi } from '../shared/contract/openapi.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'docs/openapi.json');

/** The description of the bank's API as the contracts have it now. */
export async function describeBank(): Promise<string> {
  const all = await loadOperations(join(root, 'functions'));
  const contracts = ofKind(all, 'operation').map(({ contract }) => contract);
  const foreign = ofKind(all, 'foreign').map(({ contract }) => contract);
  return `${JSON.stringify(openapi(contracts, packageJson.version, foreign), null, 2)}\n`;
}

/** Whether docs/openapi.json says what the contracts say. */
const isFresh = async (): Promise<boolean> => readFileSync(file, 'utf8') === (await describeBank());

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeFileSync(file, await describeBank());
  else if (!(await isFresh())) {
    console.error('docs/openapi.json is stale: run npm run openapi');
    process.exitCode = 1;
  }
}
