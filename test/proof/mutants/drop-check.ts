import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { mutated } from './check-mutants.ts';
import { simulation } from './tests.ts';
import { tellOf } from './told.ts';

// Preloaded into a process that runs the bank's code without one of its checks, or with checks that tell when they refuse.
const tell = tellOf(simulation);
globalThis.bankMet = (check) => tell({ check });

registerHooks({
  load: (url, context, next) => {
    const path = url.startsWith('file:') ? fileURLToPath(url) : undefined;
    const source = path?.endsWith('.ts') ? mutated(path, readFileSync(path, 'utf8')) : undefined;
    return source === undefined
      ? next(url, context)
      : { format: 'module', source: stripTypeScriptTypes(source), shortCircuit: true };
  },
});
