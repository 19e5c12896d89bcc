import { defineConfig } from 'vitest/config';
import { root } from '../../../local/settings.ts';
import { cutFrom } from './check-mutants.ts';
import { unitTests } from './related-tests.ts';

/** The unit tests over the bank's code without the check that `BANK_MUTANT` names. */
export default defineConfig({
  root,
  plugins: [{ name: 'drop-check', enforce: 'pre', transform: (source, id) => cutFrom(id.split('?')[0]!, source) }],
  test: {
    include: [...unitTests],
    bail: 1,
    // A cached module would be one of another mutant.
    fsModuleCache: false,
    testTimeout: 20_000,
  },
});
