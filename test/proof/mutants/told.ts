import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from '../../../local/settings.ts';

declare global {
  /** What a check calls, in code where checks tell: true, so that it may stand behind a reason. */
  var bankMet: (check: string) => true;
}

/** One thing that happened while a test ran. */
export interface Told {
  /** A check that refused. */
  readonly check?: string;
  /** A condition of a write that was stated, as `<write>` and its part. */
  readonly write?: string;
  readonly parts?: readonly string[];
  /** Whether the engine refused the write. */
  readonly refused?: boolean;
  /** How long the whole file took. */
  readonly ms?: number;
}

/** Keeps each thing once in the file that `BANK_TOLD` names; nothing without it. */
export function tellOf(by: string): (told: Told) => true {
  const file = process.env['BANK_TOLD'];
  const known = new Set<string>();
  return (told) => {
    const line = JSON.stringify({ by: by.startsWith(root) ? relative(root, by) : by, ...told });
    if (file !== undefined && !known.has(line)) appendFileSync(file, `${line}\n`);
    known.add(line);
    return true;
  };
}

/** All that was told, and by whom. */
export const toldIn = (file: string): (Told & { readonly by: string })[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Told & { readonly by: string })
    : [];
