import type { CallExpression, Node } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { type Source, sourcesOf, walk } from './sources.ts';

/** What must not be handed to a log or a metric even by mistake; values are classified once more when they are written. */
const personal =
  /name$|phone|address|resident|^id(?:entity)?number|card|otp|password|secret|token|proof|cursor|note|message|body|balance|fen$/i;
/** Names that look personal and are not: the operation's own, and the queue's id of a message. */
const harmless = new Set(['messageId', 'contract', 'name', 'operation']);

const sources = ['functions', 'shared'].flatMap(sourcesOf);

describe.each(sources)('$path', (source) => {
  it('hands nothing personal to a log', () => expect(suspects(source)).toEqual([]));
});

function suspects({ program }: Source): string[] {
  const found: string[] = [];
  walk(program, (node) => {
    if (!isLogCall(node)) return true;
    walk(node.arguments, (one) => {
      if (one.type === 'MemberExpression' && isHarmless(one.property)) return false;
      if (one.type === 'Identifier' && personal.test(one.name) && !isHarmless(one)) found.push(one.name);
      return true;
    });
    return true;
  });
  return found;
}

const isHarmless = (node: Node): boolean => node.type === 'Identifier' && harmless.has(node.name);

/** `log.warn(...)`, `log.error(...)`, `recordCall(...)`, `recordRun(...)`, and the console, which nobody may use. */
function isLogCall(node: Node): node is CallExpression {
  if (node.type !== 'CallExpression') return false;
  if (node.callee.type === 'Identifier') return /^record(?:Call|Run)$/.test(node.callee.name);
  return (
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'log'
  );
}
