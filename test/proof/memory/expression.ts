import { compare, equal, type Item, sum, type Wire } from './value.ts';

/** What DynamoDB says of a request that it cannot take. */
export class Invalid extends Error {}

/** The placeholders of one request. Each must be used, as DynamoDB demands. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Wire>> | undefined;
}

type Operand = (item: Item) => Wire | undefined;
export type Condition = (item: Item) => boolean;
/** A condition of a query's key, which must name the parts of the key. */
export interface KeyTest {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly Wire[];
}

interface Token {
  readonly text: string;
  readonly upper: string;
}

const token = /\s*([#:]?[A-Za-z_]\w*|<>|<=|>=|[=<>(),+.[\]-])/y;

/** The bank writes some dozens of expressions, a million times. */
const known = new Map<string, readonly Token[]>();

function tokensOf(expression: string): readonly Token[] {
  const before = known.get(expression);
  if (before) return before;
  const text = expression.trimEnd();
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (!found) throw new Invalid(`Syntax error in ${text}`);
    tokens.push({ text: found[1]!, upper: found[1]!.toUpperCase() });
  }
  known.set(expression, tokens);
  return tokens;
}

/** Reads the expressions of DynamoDB for real: what the bank's code writes is parsed again, not guessed from its objects. */
export class Parser {
  private tokens: readonly Token[] = [];
  private at = 0;
  private readonly used = new Set<string>();
  private readonly names: Readonly<Record<string, string>>;
  private readonly values: Readonly<Record<string, Wire>>;

  constructor({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Placeholders) {
    this.names = ExpressionAttributeNames;
    this.values = ExpressionAttributeValues;
  }

  condition(text: string): Condition {
    this.begin(text);
    const result = this.or();
    if (this.at < this.tokens.length) throw new Invalid(`Syntax error; token: "${this.tokens[this.at]!.text}"`);
    return result;
  }

  /** A key condition: comparisons joined by AND. */
  keyTests(text: string): KeyTest[] {
    this.begin(text);
    const tests = [this.keyTest()];
    while (this.take('AND')) tests.push(this.keyTest());
    if (this.at < this.tokens.length) throw new Invalid('Invalid operator used in KeyConditionExpression');
    return tests;
  }

  /** An update: answers the item after it. */
  update(text: string): (item: Item) => Item {
    this.begin(text);
    const steps: ((before: Item, after: Record<string, Wire>) => void)[] = [];
    const paths = new Set<string>();
    const path = () => {
      const field = this.path();
      if (paths.has(field)) throw new Invalid(`Two document paths overlap with each other; path: [${field}]`);
      paths.add(field);
      return field;
    };
    while (this.at < this.tokens.length) {
      const verb = this.next().toUpperCase();
      if (!['SET', 'ADD', 'REMOVE'].includes(verb)) throw new Invalid(`Syntax error; token: "${verb}"`);
      do steps.push(this.step(verb, path()));
      while (this.take(','));
    }
    return (item) => {
      const after = { ...item };
      for (const step of steps) step(item, after);
      return after;
    };
  }

  /** To be called when every expression of the request was parsed. */
  finish(): void {
    for (const kind of [this.names, this.values]) {
      const unused = Object.keys(kind).find((name) => !this.used.has(name));
      if (unused) throw new Invalid(`Value provided in placeholders unused in expressions: keys: {${unused}}`);
    }
  }

  private step(verb: string, field: string): (before: Item, after: Record<string, Wire>) => void {
    if (verb === 'REMOVE') return (_before, after) => void delete after[field];
    if (verb === 'SET') this.expect('=');
    const operand = this.operand();
    if (verb === 'ADD') return (before, after) => void (after[field] = added(before[field], operand(before)!));
    const plus = this.take('+') ? this.operand() : undefined;
    return (before, after) => {
      const value = operand(before);
      if (!value) throw new Invalid('The provided expression refers to an attribute that does not exist in the item');
      after[field] = plus ? { N: sum(value.N!, plus(before)!.N!) } : value;
    };
  }

  private begin(expression: string): void {
    this.tokens = tokensOf(expression);
    this.at = 0;
  }

  private or(): Condition {
    let left = this.and();
    while (this.take('OR')) {
      const [a, b] = [left, this.and()];
      left = (item) => a(item) || b(item);
    }
    return left;
  }

  private and(): Condition {
    const parts = [this.not()];
    while (this.take('AND')) parts.push(this.not());
    return parts.length === 1 ? parts[0]! : (item) => parts.every((part) => part(item));
  }

  private not(): Condition {
    if (this.take('NOT')) {
      const inner = this.not();
      return (item) => !inner(item);
    }
    if (this.take('(')) {
      const inner = this.or();
      this.expect(')');
      return inner;
    }
    return this.test();
  }

  private test(): Condition {
    if (this.take('ATTRIBUTE_EXISTS')) return this.exists(true);
    if (this.take('ATTRIBUTE_NOT_EXISTS')) return this.exists(false);
    if (this.take('BEGINS_WITH')) {
      const [text, prefix] = this.pair();
      return (item) => text(item)?.S?.startsWith(prefix(item)?.S ?? '\u0000') ?? false;
    }
    const left = this.operand();
    if (this.take('BETWEEN')) {
      const low = this.operand();
      this.expect('AND');
      const high = this.operand();
      return (item) => holds('>=', left(item), low(item)) && holds('<=', left(item), high(item));
    }
    if (this.take('IN')) {
      const choices = this.list();
      return (item) => choices.some((choice) => holds('=', left(item), choice(item)));
    }
    const operator = this.next();
    const right = this.operand();
    return (item) => holds(operator, left(item), right(item));
  }

  private exists(wanted: boolean): Condition {
    this.expect('(');
    const field = this.path();
    this.expect(')');
    return (item) => (item[field] !== undefined) === wanted;
  }

  private keyTest(): KeyTest {
    if (this.take('BEGINS_WITH')) {
      this.expect('(');
      const field = this.path();
      this.expect(',');
      const value = this.constant();
      this.expect(')');
      return { field, operator: 'begins_with', values: [value] };
    }
    const field = this.path();
    if (this.take('BETWEEN')) {
      const low = this.constant();
      this.expect('AND');
      return { field, operator: 'BETWEEN', values: [low, this.constant()] };
    }
    return { field, operator: this.next(), values: [this.constant()] };
  }

  private pair(): [Operand, Operand] {
    this.expect('(');
    const first = this.operand();
    this.expect(',');
    const second = this.operand();
    this.expect(')');
    return [first, second];
  }

  private list(): Operand[] {
    this.expect('(');
    const all = [this.operand()];
    while (this.take(',')) all.push(this.operand());
    this.expect(')');
    return all;
  }

  private operand(): Operand {
    if (this.take('IF_NOT_EXISTS')) {
      this.expect('(');
      const field = this.path();
      this.expect(',');
      const otherwise = this.operand();
      this.expect(')');
      return (item) => item[field] ?? otherwise(item);
    }
    if (this.tokens[this.at]?.text.startsWith(':')) {
      const value = this.constant();
      return () => value;
    }
    const field = this.path();
    return (item) => item[field];
  }

  private constant(): Wire {
    const name = this.next();
    const value = this.values[name];
    if (!value)
      throw new Invalid(`An expression attribute value used in expression is not defined; attribute value: ${name}`);
    this.used.add(name);
    return value;
  }

  private path(): string {
    const name = this.next();
    if (['.', '['].includes(this.tokens[this.at]?.text ?? ''))
      throw new Error(`the memory table knows no nested path: ${name}`);
    if (!name.startsWith('#')) return name;
    const field = this.names[name];
    if (field === undefined)
      throw new Invalid(
        `An expression attribute name used in the document path is not defined; attribute name: ${name}`,
      );
    this.used.add(name);
    return field;
  }

  private next(): string {
    const found = this.tokens[this.at++];
    if (found === undefined) throw new Invalid('Syntax error; token: <EOF>');
    return found.text;
  }

  /** `word` in upper case. */
  private take(word: string): boolean {
    if (this.tokens[this.at]?.upper !== word) return false;
    this.at++;
    return true;
  }

  private expect(word: string): true {
    if (!this.take(word)) throw new Invalid(`Syntax error; token: "${this.tokens[this.at]?.text ?? '<EOF>'}"`);
    return true;
  }
}

/** What is absent or of another type satisfies no comparison, except that it is unequal. */
export function holds(operator: string, left: Wire | undefined, right: Wire | undefined): boolean {
  if (!left || !right) return operator === '<>';
  if (operator === '=') return equal(left, right);
  if (operator === '<>') return !equal(left, right);
  const order = compare(left, right);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      throw new Invalid(`Syntax error; token: "${operator}"`);
  }
}

function added(before: Wire | undefined, operand: Wire): Wire {
  if (operand.N !== undefined && (before === undefined || before.N !== undefined))
    return { N: sum(before?.N ?? '0', operand.N) };
  if (operand.SS && (before === undefined || before.SS))
    return { SS: [...new Set([...(before?.SS ?? []), ...operand.SS])] };
  throw new Invalid('An operand in the update expression has an incorrect data type');
}
