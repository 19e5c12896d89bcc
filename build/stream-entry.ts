import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { loadOperations } from '../lib/operations.ts';
import { sharingConsumers } from '../lib/stream-reader.ts';
import { root } from '../local/settings.ts';

/** Names the module that nobody writes: the handler that runs all consumers which share the reader of the stream. */
export const streamEntry = 'songhua:stream-reader';

/** Imports each such consumer as it stands in its file. */
async function contents(): Promise<string> {
  const sharing = sharingConsumers(await loadOperations(join(root, 'functions')));
  return [
    `import { dispatch } from './shared/lambda/dispatch.ts';`,
    ...sharing.map(({ domain, file }, at) => `import * as consumer${at} from './functions/${domain}/${file}.ts';`),
    `export const handler = dispatch([${sharing.map((_, at) => `consumer${at}`).join(', ')}]);`,
  ].join('\n');
}

/** Gives the bundler the generated module when it is asked for by its name. */
export const streamReaderModule: Plugin = {
  name: 'stream-reader',
  setup(run) {
    const namespace = 'stream-reader';
    run.onResolve({ filter: new RegExp(`^${streamEntry}$`) }, ({ path }) => ({ path, namespace }));
    run.onLoad({ filter: /.*/, namespace }, async () => ({ contents: await contents(), resolveDir: root }));
  },
};
