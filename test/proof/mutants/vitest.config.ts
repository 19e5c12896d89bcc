import { defineConfig } from 'vitest/config';
import { freePort } from '../../../local/ports.ts';
import { root } from '../../../local/settings.ts';
import { certificatePath } from '../../../local/certificate.ts';
import { mutated } from './check-mutants.ts';
import { apiTests, unitTests } from './tests.ts';

const here = 'test/proof/mutants';
const port = await freePort();

/** The tests over the bank's code without the check that `BANK_MUTANT` names, or with checks that tell when they refuse. */
export default defineConfig({
  root,
  plugins: [{ name: 'mutants', enforce: 'pre', transform: (source, id) => mutated(id.split('?')[0]!, source) }],
  test: {
    // A cached module would be one of another mutant.
    fsModuleCache: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    maxWorkers: 1,
    // A mutant need not be noticed twice; a whole bank tells of all that it refuses.
    bail: process.env['BANK_TOLD'] === undefined ? 1 : 0,
    projects: [
      { extends: true, test: { name: 'unit', include: [...unitTests], setupFiles: `${here}/watch.setup.ts` } },
      {
        extends: true,
        test: {
          name: 'api',
          include: [...apiTests],
          setupFiles: [`${here}/watch.setup.ts`, `${here}/bank.setup.ts`],
          provide: { baseUrl: `https://127.0.0.1:${port}/v1`, certificate: certificatePath, cloud: '', dynoxide: '' },
          env: { BANK_GATEWAY_PORT: String(port) },
        },
      },
    ],
  },
});
