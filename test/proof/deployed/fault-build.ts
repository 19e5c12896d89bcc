import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from '../../../local/settings.ts';

/** Every client of the cloud that the bank makes. */
const clients: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': 'DynamoDBClient',
  '@aws-sdk/client-kms': 'KMSClient',
  '@aws-sdk/client-sfn': 'SFNClient',
  '@aws-sdk/client-sqs': 'SQSClient',
};

/** Stands in for a package of the SDK: the same, but its client meets the fault of the invocation that it serves. */
const endangeredClient = (path: string): string => `
import { ${clients[path]} as Client } from '${path}';
import { withFaults } from './test/proof/faults.ts';
export * from '${path}';
export class ${clients[path]} extends Client {
  constructor(options) {
    super(options);
    withFaults(this);
  }
}`;

/** Stands in for a file of functions/: the same contract, and a handler that asks the director for its fault. */
const endangeredFunction = (file: string, director: string): string => `
import { contract, handler as spared } from './${file}';
import { endangered } from './test/proof/deployed/endangered.ts';
export { contract };
export const handler = endangered('${director}', contract.name, spared);`;

const functionFile = /^(?:\.\/)?(functions\/[a-z-]+\/[a-z.-]+\.ts)$/;

/**
 * The fault build: puts the plugin of test/proof/faults.ts around every client of the cloud, and a wrapper around every handler,
 * which the director at this address arms. The bank's own code is bundled as it stands.
 */
export const faultBuild = (director: string): Plugin => ({
  name: 'fault-build',
  setup(run) {
    const [clientSpace, functionSpace] = ['endangered-client', 'endangered-function'];
    const shared = join(root, 'shared/');
    run.onResolve({ filter: /^@aws-sdk\/client-/ }, ({ path, importer, namespace }) =>
      namespace === 'file' && importer.startsWith(shared) && clients[path]
        ? { path, namespace: clientSpace }
        : undefined,
    );
    run.onLoad({ filter: /.*/, namespace: clientSpace }, ({ path }) => ({
      contents: endangeredClient(path),
      resolveDir: root,
    }));
    // As an entry of its own, or as one of the consumers that share a reader of the stream; never from within the wrapper.
    run.onResolve({ filter: functionFile }, ({ path, kind, namespace }) =>
      kind === 'entry-point' || namespace === 'stream-reader'
        ? { path: functionFile.exec(path)![1]!, namespace: functionSpace }
        : undefined,
    );
    run.onLoad({ filter: /.*/, namespace: functionSpace }, ({ path }) => ({
      contents: endangeredFunction(path, director),
      resolveDir: root,
    }));
  },
});
