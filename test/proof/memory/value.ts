/** A value in the wire's form; binary as base64 text, as JSON carries it. */
export type Wire = {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  L?: Wire[];
  M?: Item;
  SS?: string[];
};
export type Item = Readonly<Record<string, Wire>>;

const typeOf = (value: Wire): string => Object.keys(value)[0]!;

/** Whether two values are the same to DynamoDB: the type counts, and numbers are compared as numbers. */
export function equal(a: Wire, b: Wire): boolean {
  if (typeOf(a) !== typeOf(b)) return false;
  if (a.N !== undefined) return compareNumbers(a.N, b.N!) === 0;
  if (a.SS !== undefined) return a.SS.toSorted().join('\n') === b.SS!.toSorted().join('\n');
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether two items, or their absence, are the same. */
export function same(a: Item | undefined, b: Item | undefined): boolean {
  if (!a || !b) return a === b;
  const fields = Object.keys(a);
  return (
    fields.length === Object.keys(b).length &&
    fields.every((field) => a[field] === b[field] || (b[field] !== undefined && equal(a[field]!, b[field])))
  );
}

/** Order of two values, or undefined when they have none: other types are never ordered. */
export function compare(a: Wire, b: Wire): number | undefined {
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  if (a.S !== undefined && b.S !== undefined) return compareTexts(a.S, b.S);
  if (a.B !== undefined && b.B !== undefined)
    return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  return undefined;
}

/** Strings are ordered by their UTF-8 bytes. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return isAscii(a) && isAscii(b) ? (a < b ? -1 : 1) : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const isAscii = (text: string): boolean => !/[^\u0020-\u007e]/.test(text);

function compareNumbers(a: string, b: string): number {
  if (isWhole(a) && isWhole(b)) {
    const difference = BigInt(a) - BigInt(b);
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }
  return Number(a) - Number(b);
}

const isWhole = (digits: string): boolean => /^-?\d+$/.test(digits);

/** The sum of two whole numbers; the bank stores no others. */
export function sum(a: string, b: string): string {
  if (!isWhole(a) || !isWhole(b)) throw new RangeError('the memory table adds whole numbers only');
  return (BigInt(a) + BigInt(b)).toString();
}
