import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { loadOperations, ofKind } from '../lib/operations.ts';
import { exitWith, Failure } from '../local/fail.ts';
import { root } from '../local/settings.ts';
import { openapi } from '../shared/contract/openapi.ts';

const file = join(root, 'docs/openapi.json');

/** The published description of the API, made from every contract: `npm run openapi`; `--check` only compares. */
async function describe(): Promise<string> {
  const contracts = ofKind(await loadOperations(join(root, 'functions')), 'operation').map(({ contract }) => contract);
  return `${JSON.stringify(openapi(contracts, packageJson.version), null, 2)}\n`;
}

const current = await describe();
if (!process.argv.includes('--check')) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, current);
} else if (readFileSync(file, 'utf8') !== current) {
  exitWith(new Failure('docs/openapi.json is stale: run npm run openapi and commit it.'));
}
