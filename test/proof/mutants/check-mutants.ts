import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../local/settings.ts';

/** One check of the code, dropped: a line that refuses, or calls something that refuses. */
export interface CheckMutant {
  /** From the root of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Where the bank decides whether something may be: money, identity, limits, idempotency, and what is let in at all. */
const where = [
  'shared/domain/{accounts,factors,identity,ledger,quotas,transfers,parameters}/*.ts',
  'shared/domain/idempotency.ts',
  'shared/data/*.ts',
  'shared/gateway/*.ts',
  'shared/lambda/{who,authorize,request,idempotency,serve}.ts',
  'functions/{accounts,identity,operators,transfers}/*.ts',
];

/** A statement of one line that refuses: a call of `require...` or `assert...`, a refusal behind a condition, or alone in its block. */
const refuses = [
  /^\s+(?:await )?(?:require|assert)[A-Z]\w*\(.*\);$/,
  /^\s+if \(.*\) throw new (?:DomainError|Refused|InputRefused)\(.*\);$/,
  /^\s+if \(.*\) throw tooSoon\(.*\);$/,
  /^\s+if \(.*\) return \{ verified: false.*\};$/,
  /^\s+throw new (?:DomainError|Refused)\(.*\);$/,
];

/** Every check of the bank, found in its code: a new one is here without anyone remembering. */
export function checksOfTheBank(): CheckMutant[] {
  return where
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .toSorted()
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((text, index) =>
          refuses.some((one) => one.test(text)) ? [{ file, line: index + 1, text: text.trim() }] : [],
        ),
    );
}

/** How a mutant is told to another process. */
export const named = ({ file, line }: CheckMutant): string => `${file}:${line}`;

/** The source of a file without the check that `BANK_MUTANT` names; undefined for any other file. */
export function cutFrom(path: string, source: string): string | undefined {
  const [, file, line] = /^(.+):(\d+)$/.exec(process.env['BANK_MUTANT'] ?? '') ?? [];
  if (file === undefined || path !== join(root, file)) return undefined;
  const lines = source.split('\n');
  lines[Number(line) - 1] = '';
  return lines.join('\n');
}
