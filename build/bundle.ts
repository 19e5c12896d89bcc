import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildResult, type OutputFile, type Plugin, build } from 'esbuild';
import { root } from '../local/settings.ts';
import { findEntries } from './entries.ts';
import { routesOf } from './routes.ts';
import { type Size, oversized, sizeTable } from './sizes.ts';

/** Lambda gives a function its role by environment variables; the other credential sources weigh 121 KB a function. */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(run) {
    const namespace = 'environment-credentials';
    run.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({ path, namespace }));
    run.onLoad({ filter: /.*/, namespace }, () => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
      resolveDir: join(root, 'node_modules/@aws-sdk/client-dynamodb'),
    }));
  },
};

/** CommonJS packages inside an ES module still ask for `require`. */
const banner = `import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);`;

async function compile(): Promise<BuildResult<{ write: false }>> {
  return build({
    absWorkingDir: root,
    entryPoints: findEntries().map(({ file, name }) => ({ in: file, out: `${name}/index` })),
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: banner },
    define: { BANK_ROUTES: JSON.stringify(await routesOf()) },
    plugins: [environmentCredentials],
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** Code goes to dist/<domain>/<file>/, which is deployed as it lies; source maps to dist/maps/, which is not. */
function save({ path, contents }: OutputFile): void {
  const target = path.endsWith('.map') ? path.replace(join(root, 'dist'), join(root, 'dist/maps')) : path;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, contents);
}

/** Builds every function of the bank in one run; a function over its size limit fails the build. */
export async function bundle(): Promise<readonly Size[]> {
  const { outputFiles } = await compile();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  outputFiles.forEach(save);
  const sizes = outputFiles
    .filter(({ path }) => path.endsWith('.mjs'))
    .map(({ path, contents }) => ({
      name: path.slice(join(root, 'dist/').length, -'/index.mjs'.length),
      bytes: contents.length,
    }));
  const tooLarge = oversized(sizes);
  if (tooLarge.length > 0) throw new Error(`${sizeTable(sizes)}\n\n${tooLarge.join('\n')}`);
  return sizes;
}

if (import.meta.main) console.log(sizeTable(await bundle()));
