/** Where money moves or a caller is let in: the tighter limit. */
const moneyPath = /^(?:transfers|ledger|accounts)\/|^[a-z-]+\/authorize/;

/** Whether the tighter limit is for this function. */
export const isMoneyPath = (name: string): boolean => moneyPath.test(name);

/** KB are 1,000 bytes of minified code; the rule is number 5 of the published figures. */
const kbMax = 400;
const kbMaxMoney = 260;

export interface Size {
  readonly name: string;
  readonly bytes: number;
}

const kbOf = (bytes: number): string => (bytes / 1000).toFixed(0).padStart(6);

/** The size of each function, largest first, and the sum. */
export function sizeTable(sizes: readonly Size[]): string {
  const sorted = sizes.toSorted((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
  const sum = sizes.reduce((total, { bytes }) => total + bytes, 0);
  const rows = sorted.map(
    ({ name, bytes }) => `${kbOf(bytes)} KB  ${name}${moneyPath.test(name) ? ` (<= ${kbMaxMoney})` : ''}`,
  );
  return [...rows, `${kbOf(sum)} KB  in ${sizes.length} functions`].join('\n');
}

/** What is larger than its limit, one line each. */
export const oversized = (sizes: readonly Size[]): string[] =>
  sizes
    .map(({ name, bytes }) => ({ name, bytes, limit: (moneyPath.test(name) ? kbMaxMoney : kbMax) * 1000 }))
    .filter(({ bytes, limit }) => bytes > limit)
    .map(({ name, bytes, limit }) => `${name} is ${kbOf(bytes).trim()} KB, its limit is ${limit / 1000} KB`);
