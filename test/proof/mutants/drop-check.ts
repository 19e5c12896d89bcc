import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cutFrom } from './check-mutants.ts';

// Preloaded into a process that runs the bank's code without one of its checks.
registerHooks({
  load: (url, context, next) => {
    const path = url.startsWith('file:') ? fileURLToPath(url) : undefined;
    const cut = path?.endsWith('.ts') ? cutFrom(path, readFileSync(path, 'utf8')) : undefined;
    return cut === undefined
      ? next(url, context)
      : { format: 'module', source: stripTypeScriptTypes(cut), shortCircuit: true };
  },
});
