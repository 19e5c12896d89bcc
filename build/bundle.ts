import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, type BuildResult, type OutputFile, type Plugin, build, stop } from 'esbuild';
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

/** Where bundles go, and what else goes into them. */
export interface Bundling {
  /** `dist` of this project unless said. */
  readonly folder?: string;
  /** Changes the code itself on its way: for a proof, never for a bank that is deployed for somebody. */
  readonly plugins?: readonly Plugin[];
  /** All functions unless said: `<domain>/<file>`. */
  readonly only?: string;
}

const distFolder = join(root, 'dist');

async function compile({ folder = distFolder, plugins = [], only }: Bundling): Promise<BuildResult<{ write: false }>> {
  const entries = (await findEntries()).filter(({ name }) => only === undefined || name === only);
  return build({
    absWorkingDir: root,
    entryPoints: entries.map(({ file, name }) => ({ in: file, out: `${name}/index` })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    write: false,
    ...forLambda,
    define: { BANK_ROUTES: JSON.stringify(await routesOf()) },
    plugins: [...plugins, leanSdk, streamReaderModule],
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** Code goes to <folder>/<domain>/<file>/, which is deployed as it lies; source maps to <folder>/maps/, which is not. */
function save({ path, contents }: OutputFile, folder: string): void {
  const target = path.endsWith('.map') ? path.replace(folder, join(folder, 'maps')) : path;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, contents);
}

/** Builds every function of the bank in one run. */
export async function bundle(bundling: Bundling = {}): Promise<readonly Size[]> {
  const { folder = distFolder } = bundling;
  const { outputFiles } = await compile(bundling);
  await stop(); // or its service lives as long as the bank
  rmSync(folder, { recursive: true, force: true });
  for (const file of outputFiles) save(file, folder);
  const nameOf = (path: string): string => path.slice(join(folder, '/').length, -'/index.mjs'.length);
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
