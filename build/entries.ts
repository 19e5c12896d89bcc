import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { root } from '../local/settings.ts';

/** One deployed function: its file, and where its bundle goes under dist/. */
export interface Entry {
  readonly file: string;
  /** `<domain>/<file>`, for example `transfers/create-transfer`. */
  readonly name: string;
}

/** Every function of the bank, in a fixed order so that builds repeat byte for byte. */
export const findEntries = (): Entry[] =>
  globSync('functions/*/*.ts', { cwd: root })
    .toSorted()
    .map((file) => ({ file, name: `${basename(dirname(file))}/${basename(file, '.ts')}` }));
