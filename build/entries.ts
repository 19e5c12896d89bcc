import { join } from 'node:path';
import { loadOperations } from '../lib/operations.ts';
import { sharingConsumers, streamReaderOf } from '../lib/stream-reader.ts';
import { root } from '../local/settings.ts';
import { streamEntry } from './stream-entry.ts';

/** One deployed function: its file, and where its bundle goes under dist/. */
export interface Entry {
  readonly file: string;
  /** `<domain>/<file>`, for example `transfers/create-transfer`. */
  readonly name: string;
}

/** Every function of the bank, in a fixed order so that builds repeat byte for byte. */
export async function findEntries(): Promise<Entry[]> {
  const all = await loadOperations(join(root, 'functions'));
  const sharing = sharingConsumers(all);
  const entries = all
    .filter(({ contract }) => sharing.every((one) => one.contract !== contract))
    .map(({ domain, file }) => ({ file: `functions/${domain}/${file}.ts`, name: `${domain}/${file}` }));
  const { domain, file } = streamReaderOf(sharing);
  return [...entries, ...(sharing.length > 0 ? [{ file: streamEntry, name: `${domain}/${file}` }] : [])];
}
