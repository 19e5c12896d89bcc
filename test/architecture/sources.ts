import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Node, type Program, parseSync } from 'oxc-parser';

/** The folder of the repository. */
export const root = join(import.meta.dirname, '../..');

/** One TypeScript file, read without running it. */
export interface Source {
  /** From the root of the repository: `shared/data/page.ts`. */
  readonly path: string;
  readonly program: Program;
  readonly imports: readonly Import[];
}

/** One import statement. */
export interface Import {
  /** A file from the root of the repository, or the name of a package. */
  readonly from: string;
  /** The names it brings: as they are called here, and as they are called there (undefined for default and namespace). */
  readonly names: ReadonlyMap<string, string | undefined>;
  readonly typeOnly: boolean;
}

/** Every TypeScript file of a folder, also in its sub-folders. */
export const sourcesOf = (folder: string): Source[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => read(join(folder, file)));

function read(path: string): Source {
  const { program, module, errors } = parseSync(path, readFileSync(join(root, path), 'utf8'));
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    from: resolve(path, moduleRequest.value),
    names: new Map(entries.map(({ localName, importName }) => [localName.value, importName.name ?? undefined])),
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  return { path, program, imports };
}

/** `../domain/money.ts` as a path from the root; a package as its name, without the path inside it. */
function resolve(path: string, request: string): string {
  if (request.startsWith('.')) return relative(root, join(root, dirname(path), request));
  return request.startsWith('@') ? request.split('/').slice(0, 2).join('/') : request.split('/')[0]!;
}

/** Visits a syntax tree; `visit` answers false to leave out what is below. */
export function walk(node: unknown, visit: (node: Node) => boolean | void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit);
  if (!isNode(node) || visit(node) === false) return;
  for (const child of Object.values(node)) if (typeof child === 'object') walk(child, visit);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
