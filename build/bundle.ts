import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, type BuildResult, type OutputFile, build, stop } from 'esbuild';
import { root } from '../local/settings.ts';
import { findEntries } from './entries.ts';
import { leanSdk } from './lean-sdk.ts';
import { routesOf } from './routes.ts';
import { type Size, oversized, sizeTable } from './sizes.ts';
import { streamReaderModule } from './stream-entry.ts';

/** How any code is compiled that runs as a function does. */
export const forLambda = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // CommonJS packages inside an ES module still ask for `require`.
  banner: { js: `import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);` },
} satisfies BuildOptions;

async function compile(): Promise<BuildResult<{ write: false }>> {
  return build({
    absWorkingDir: root,
    entryPoints: (await findEntries()).map(({ file, name }) => ({ in: file, out: `${name}/index` })),
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    write: false,
    ...forLambda,
    define: { BANK_ROUTES: JSON.stringify(await routesOf()) },
    plugins: [leanSdk, streamReaderModule],
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

/** Builds every function of the bank in one run into dist/. */
export async function bundle(): Promise<readonly Size[]> {
  const { outputFiles } = await compile();
  await stop(); // or its service lives as long as the bank
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  outputFiles.forEach(save);
  const nameOf = (path: string): string => path.slice(join(root, 'dist/').length, -'/index.mjs'.length);
  return outputFiles
    .filter(({ path }) => path.endsWith('.mjs'))
    .map(({ path, contents }) => ({ name: nameOf(path), bytes: contents.length }));
}

/** `npm run build`: a function over its size limit fails it. */
if (import.meta.main) {
  const sizes = await bundle();
  console.log(sizeTable(sizes));
  const complaints = oversized(sizes);
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}
