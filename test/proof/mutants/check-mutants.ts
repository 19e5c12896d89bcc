import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Expression, type IfStatement, type Node, type ThrowStatement, parseSync } from 'oxc-parser';
import { root } from '../../../local/settings.ts';
import { walk } from '../../architecture/sources.ts';

/** One check of the code, dropped. */
export interface CheckMutant {
  /** From the root of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What is cut, as it stands in the file. */
  readonly text: string;
  readonly edits: { readonly drop: Edit; readonly note: readonly Edit[] };
}

/** Text in the place of what stands from `start` to `end`, in UTF-16 units. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All that the bank deploys in production; what stands for others in a sandbox refuses nobody. */
const where = '{shared,functions}/**/*.ts';
const elsewhere = /sandbox|^shared\/contract\/(?!strict-json|caller)/;

/** Bugs, not refusals: they are noticed by whoever wrote them. Where money or a signature is judged, they are checks. */
const bugs = /^(?:Error|TypeError|RangeError)$/;
const asserting = /^shared\/(?:domain\/(?:ledger|money)|gateway\/der-signature)/;

/** Every check of the bank, found in its code: a new one is here without anyone remembering. */
export const checksOfTheBank = (): CheckMutant[] =>
  globSync(where, { cwd: root })
    .filter((file) => !elsewhere.test(file))
    .toSorted()
    .flatMap((file) => checksIn(file, readFileSync(join(root, file), 'utf8')));

/** How a mutant is told to another process: no two begin at one place. */
export const named = ({ file, edits: { drop } }: Pick<CheckMutant, 'file' | 'edits'>): string =>
  `${file}:${drop.start}-${drop.end}`;

/**
 * The source of a file as the environment wants it: without the check that `BANK_MUTANT` names, or, where `BANK_TOLD` asks, with checks
 * that tell when they refuse. Undefined for a file that stays as it is.
 */
export function mutated(path: string, source: string): string | undefined {
  const file = path.slice(root.length + 1);
  if (!path.startsWith(`${root}/`) || elsewhere.test(file) || !/^(?:shared|functions)\//.test(file)) return undefined;
  const { BANK_MUTANT: wanted, BANK_TOLD: told } = process.env;
  if (told === undefined && !wanted?.startsWith(`${file}:`)) return undefined;
  const found = checksIn(file, source);
  const edits =
    told === undefined
      ? found.filter((one) => named(one) === wanted).map(({ edits: { drop } }) => drop)
      : found.flatMap(({ edits: { note } }) => note);
  return edits.length > 0 ? edited(source, edits) : undefined;
}

/** From the last to the first, so that places stay where they are; of two at one place the inner one first. */
const edited = (source: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((text, one) => text.slice(0, one.start) + one.text + text.slice(one.end), source);

function checksIn(file: string, source: string): CheckMutant[] {
  const { program } = parseSync(file, source);
  const found: CheckMutant[] = [];
  const add = ({ start, end }: Node, instead: string, note: (met: string, text: string) => readonly Edit[]): void => {
    const drop = { start, end, text: instead };
    const line = source.slice(0, start).split('\n').length;
    const text = source.slice(start, end);
    const met = `globalThis.bankMet('${named({ file, edits: { drop, note: [] } })}')`;
    found.push({ file, line, text: text.replaceAll(/\s+/g, ' '), edits: { drop, note: note(met, text) } });
  };
  const before = (at: number, text: string): Edit => ({ start: at, end: at, text });
  /** An expression, wrapped: two insertions, so that what is inside keeps its own. */
  const around = ({ start, end }: Node, head: string, tail: string) => [before(start, head), before(end, tail)];

  const alternatives = new Set<Node>();
  walk(program, (node) => {
    // Each reason of `if (this || that) throw` is a check of its own.
    if (node.type === 'IfStatement' && refusesIn(node, file) && reasonsOf(node.test).length > 1) {
      alternatives.add(refusesIn(node, file)!);
      for (const reason of reasonsOf(node.test)) add(reason, 'false', (met) => around(reason, '((', `) && ${met})`));
      return;
    }
    if (alternatives.has(node)) return;
    if (node.type === 'ThrowStatement' && isRefusal(node, file))
      add(node, ';', (met) => around(node.argument, `(${met}, `, ')'));
    if (node.type === 'ExpressionStatement' && isDemand(node.expression))
      add(node, ';', (met) => around(node, 'try { ', ` } catch (refused) { ${met}; throw refused; }`));
    if (node.type === 'ReturnStatement' && node.argument && saysNo(node.argument))
      add(node, ';', (met) => around(node.argument!, `(${met}, `, ')'));
    if (node.type === 'ConditionalExpression') {
      const { consequent, alternate } = node;
      for (const [no, yes] of [
        [consequent, alternate],
        [alternate, consequent],
      ] as const)
        if (isDoubt(no)) add(node, source.slice(yes.start, yes.end), (met) => around(no, `(${met}, `, ')'));
    }
  });
  return found;
}

/** What an `if` refuses with, alone or alone in its block. */
function refusesIn({ consequent, alternate }: IfStatement, file: string): Node | undefined {
  if (alternate) return undefined;
  const only = consequent.type === 'BlockStatement' && consequent.body.length === 1 ? consequent.body[0]! : consequent;
  if (only.type === 'ThrowStatement') return isRefusal(only, file) ? only : undefined;
  return only.type === 'ReturnStatement' && only.argument && saysNo(only.argument) ? only : undefined;
}

const reasonsOf = (test: Expression): Expression[] =>
  test.type === 'LogicalExpression' && test.operator === '||'
    ? [...reasonsOf(test.left), ...reasonsOf(test.right)]
    : [test];

/** A new refusal, or one that a function words; what was caught and is thrown on is none. */
function isRefusal({ argument }: ThrowStatement, file: string): boolean {
  if (argument.type === 'CallExpression') return true;
  if (argument.type !== 'NewExpression' || argument.callee.type !== 'Identifier') return false;
  return !bugs.test(argument.callee.name) || asserting.test(file);
}

/** `requireFresh(...)`, `assertBalanced(...)`. */
function isDemand(expression: Expression): boolean {
  const call = expression.type === 'AwaitExpression' ? expression.argument : expression;
  return (
    call.type === 'CallExpression' &&
    call.callee.type === 'Identifier' &&
    /^(?:require|assert)[A-Z]/.test(call.callee.name)
  );
}

/** `{ verified: false }`, `refusal(...)`, or a doubt. */
function saysNo(value: Expression): boolean {
  if (value.type === 'CallExpression') return value.callee.type === 'Identifier' && value.callee.name === 'refusal';
  if (value.type !== 'ObjectExpression') return isDoubt(value);
  return value.properties.some(
    (one) =>
      one.type === 'Property' &&
      one.key.type === 'Identifier' &&
      one.key.name === 'verified' &&
      one.value.type === 'Literal' &&
      one.value.value === false,
  );
}

/** Why something is not believed, by its code. */
const isDoubt = (value: Expression): boolean =>
  value.type === 'Literal' && typeof value.value === 'string' && /^(?:CALLBACK_[A-Z]+|forged)$/.test(value.value);
