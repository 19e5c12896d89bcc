import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourcesOf, walk } from './sources.ts';

const text = readFileSync(join(root, 'docs/table.md'), 'utf8');
const documented = [...text.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name!);

/** The names that code gives to `new Entity(...)`. */
const stored: string[] = [];
for (const { program } of sourcesOf('shared/data')) {
  walk(program, (node) => {
    if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'Entity') return;
    const [name] = node.arguments;
    if (name?.type === 'Literal' && typeof name.value === 'string') stored.push(name.value);
  });
}

describe('docs/table.md', () => {
  it.each(stored)('tells of %s', (entity) => expect(documented).toContain(entity));

  it('tells of nothing else, and of nothing twice', () => expect(documented.toSorted()).toEqual(stored.toSorted()));
});
