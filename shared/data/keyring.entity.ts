import { Entity } from './entity.ts';

/** A key that encrypts or hashes fields, wrapped by KMS: its plain bytes exist only in a function's memory. */
export interface KeyringRow {
  readonly name: string;
  readonly wrapped: Uint8Array;
}

/** `DEK#<period>` for each 30 days, and `LOOKUP` for ever. All in one small partition that containers read once. */
export const keyringRows = new Entity<KeyringRow, Pick<KeyringRow, 'name'>>('keyring', ({ name }) => ({
  pk: 'KEYRING',
  sk: name,
}));
