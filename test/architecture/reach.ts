import type { NewExpression, Node } from 'oxc-parser';
import { type Source, walk } from './sources.ts';

/** A top-level declaration: what it mentions, and which failures it makes. */
interface Declaration {
  readonly mentions: ReadonlySet<string>;
  /** Arguments of `new DomainError(...)`. */
  readonly makes: readonly string[];
  /** The code, when this declares a failure. */
  readonly code: string | undefined;
  /** Declares what a function promises, not what it does. */
  readonly isContract: boolean;
}

interface Module {
  readonly source: Source;
  readonly declarations: ReadonlyMap<string, Declaration>;
}

/**
 * Which failures can leave a function, read from the source: everything that its handler mentions, what that mentions, and so
 * on through all files; then every `new DomainError(X)` in there. It errs on the side of too many.
 */
export class Reach {
  private readonly modules: ReadonlyMap<string, Module>;

  constructor(sources: readonly Source[]) {
    this.modules = new Map(sources.map((source) => [source.path, { source, declarations: declarationsOf(source) }]));
  }

  /** The codes of the failures that `name` in `path` can make, sorted. */
  codesFrom(path: string, name: string): string[] {
    const seen = new Set<string>();
    const codes = new Set<string>();
    const waiting = [{ path, name }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const key = `${next.path}#${next.name}`;
      const declaration = this.modules.get(next.path)?.declarations.get(next.name);
      if (seen.has(key) || !declaration || declaration.isContract) continue;
      seen.add(key);
      for (const spec of declaration.makes) codes.add(this.codeOf(next.path, spec));
      for (const mentioned of declaration.mentions) waiting.push(this.whereIs(next.path, mentioned));
    }
    return [...codes].toSorted();
  }

  private codeOf(path: string, spec: string): string {
    const { path: there, name } = this.whereIs(path, spec);
    const code = this.modules.get(there)?.declarations.get(name)?.code;
    if (code === undefined)
      throw new Error(`${path}: new DomainError(${spec}) must name a failure made by defineError`);
    return code;
  }

  private whereIs(path: string, name: string): { path: string; name: string } {
    const found = this.modules.get(path)?.source.imports.find(({ names }) => names.has(name));
    return found ? { path: found.from, name: found.names.get(name) ?? name } : { path, name };
  }
}

function declarationsOf({ program }: Source): Map<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const statement of program.body) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (node?.type === 'FunctionDeclaration' || node?.type === 'ClassDeclaration')
      found.set(node.id!.name, declarationOf(node));
    if (node?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of node.declarations)
      if (id.type === 'Identifier' && init) found.set(id.name, declarationOf(init));
  }
  return found;
}

function declarationOf(node: Node): Declaration {
  const mentions = new Set<string>();
  const makes: string[] = [];
  walk(node, (one) => {
    if (one.type === 'Identifier') mentions.add(one.name);
    if (isNew(one, 'DomainError')) makes.push(...namesIn(one.arguments[0]));
    return !one.type.startsWith('TSType');
  });
  const callee = node.type === 'CallExpression' && node.callee.type === 'Identifier' ? node.callee.name : '';
  return {
    mentions,
    makes,
    code: callee === 'defineError' ? codeIn(node) : undefined,
    isContract: /^define(?:Contract|Task|Consumer|Schedule|Authorizer|Fallback)$/.test(callee),
  };
}

const isNew = (node: Node, name: string): node is NewExpression =>
  node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === name;

/** The failures an argument may be: `X`, or `condition ? X : Y`, whose condition is not one. */
function namesIn(node: Node | undefined): string[] {
  if (node?.type === 'ConditionalExpression') return [...namesIn(node.consequent), ...namesIn(node.alternate)];
  return node?.type === 'Identifier' ? [node.name] : [`${node?.type}`];
}

function codeIn(node: Node): string | undefined {
  let code: string | undefined;
  walk(node, (one) => {
    const isCode = one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'code';
    if (isCode && one.value.type === 'Literal') code = String(one.value.value);
  });
  return code;
}
